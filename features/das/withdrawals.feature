Feature: Withdrawals
  An office takes back the registration of a document; from then on DAS knows nothing of it.
  WIPO DAS exchange API, registrations, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given the office has registered a document

  @DAS-API-WDR-01
  Rule: A withdrawn document is no longer registered

    Scenario: A document that is not withdrawn can be found
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario: A withdrawn document is not found
      Given the office has withdrawn the document
      When the office asks for the availability of the document
      Then DAS refuses the request

    @requires:another-client
    Scenario: A withdrawn document cannot be retrieved
      Given the office has withdrawn the document
      When the office of second filing retrieves the document
      Then DAS refuses the retrieval

    Scenario: A withdrawn document has no certificate
      Given the office has withdrawn the document
      When the office asks for the certificate
      Then DAS refuses the request

  @DAS-API-WDR-02 @requires:another-client
  Rule: Only the registering office withdraws a document

    Scenario: The registering office withdraws the document
      When the office withdraws the document
      Then DAS serves the request

    Scenario: Another office is refused a withdrawal
      When another office withdraws the document
      Then DAS refuses the request
      And the document is available
