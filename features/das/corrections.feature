Feature: Corrections
  An office puts right the filing date or the parent application of a document that it registered.
  WIPO DAS REST API, correct a registration; WIPO DAS exchange API, registrations.

  Background:
    Given the office has registered a document

  @DAS-FLOW-COR-01 @requires:another-client
  Rule: The registering office, and no other, corrects the filing date or the parent application

    Scenario: The registering office corrects the filing date
      When the office corrects the filing date
      Then DAS serves the request

    Scenario: The registering office corrects the parent application
      When the office corrects the parent application
      Then DAS serves the request

    Scenario: Another office is refused a correction
      When another office corrects the filing date
      Then DAS refuses the request
      And the filing date is as it was registered

  @DAS-API-COR-01
  Rule: After a correction the new filing date is the one that counts

    Scenario: The document is found under the corrected date
      Given the office has corrected the filing date
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario: The document is no longer found under the old date
      Given the office has corrected the filing date
      When the office asks for the availability of the document with the date before the correction
      Then DAS refuses with the detail code -12

  @DAS-API-COR-02
  Rule: A correction with a wrong access code is refused and changes nothing

    Scenario: A correction with the right access code is accepted
      When the office corrects the filing date
      Then DAS serves the request

    Scenario: A correction with a wrong access code has no effect
      When the office corrects the filing date with a wrong access code
      Then DAS refuses the request
      And the filing date is as it was registered

  @DAS-API-COR-03
  Rule: A correction leaves content and availability date as they were

    @requires:another-client
    Scenario: The content is the same after a correction
      Given the office has corrected the filing date
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    @requires:clock-control
    Scenario: The availability date is the same after a correction
      Given the office has corrected the filing date days later
      When the office asks for the availability of the document
      Then DAS states the availability date of before
