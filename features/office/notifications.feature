Feature: Notifications taken by an office
  An office of second filing that has an API is told there what became of its retrieval. The call could come from anybody.
  WIPO DAS REST API, figure A; WIPO DAS exchange API, notifications, 2024-12-12.

  Background:
    Given an office with an API that keeps a document
    And the office awaits a notification

  @DAS-OFFICE-70
  Rule: A notification about the office's own retrieval is taken

    Scenario: A notification that is awaited is taken
      When WIPO notifies the office
      Then the office takes the request

  @DAS-OFFICE-71
  Rule: A notification about a retrieval that the office never requested is refused

    Scenario: A notification about its own retrieval is taken
      When WIPO notifies the office
      Then the office takes the request

    Scenario: A notification about nothing is refused
      When WIPO notifies the office of a retrieval that it never requested
      Then the office refuses the request

  @DAS-OFFICE-72
  Rule: A repeated notification is taken again

    Scenario: The same notification is taken twice
      Given WIPO has notified the office
      When WIPO notifies the office
      Then the office takes the request
