@requires:another-client
Feature: Replacements
  An office replaces the content of a document that it registered, and from then on nobody gets the old content.
  WIPO DAS REST API, replace content; WIPO DAS exchange API, registrations.

  Background:
    Given the office has registered a document

  @DAS-FLOW-REP-01
  Rule: After a replacement only the new content is served

    Scenario: The new content is delivered
      Given the office has replaced the content
      When the office of second filing retrieves the document
      Then DAS delivers the new content

    Scenario: The new content is delivered to an office that had retrieved the old one
      Given the office of second filing has retrieved the document
      And the office has replaced the content
      When the office of second filing retrieves the document
      Then DAS delivers the new content

    Scenario: Without a replacement the registered content is delivered
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

  @DAS-API-REP-01
  Rule: A failed replacement leaves the old content in force

    Scenario Outline: A replacement with <deviation> leaves the old content in force
      When the office replaces the content with <deviation>
      Then DAS refuses the request
      And the registered content is still delivered

      Examples: replacements that fail
        | deviation                 |
        | a file that was rejected  |
        | a file that does not exist |
        | a file that DAS is still checking |
        | the file of another registration |
        | a wrong access code       |

    Scenario: A replacement that succeeds puts the new content in force
      Given the office has replaced the content
      When the office of second filing retrieves the document
      Then DAS delivers the new content

  @DAS-API-REP-02 @requires:storage-inspection
  Rule: Replaced content goes to the archive

    Scenario: The old content lies in the archive alone
      Given the office has replaced the content
      When the office of second filing retrieves the document
      Then DAS delivers the new content
      And the old content lies in the archive, and nowhere else
