Feature: Documents of the International Bureau
  Unpublished PCT documents of RO/IB are highly confidential. DAS hands them on and keeps nothing of them: each is fetched from the PCT
  service on request, for one office, and is gone when that office has it. WIPO DAS REST API, storage and retention table.

  Background:
    Given the International Bureau has registered a document that the PCT service keeps

  @DAS-RET-14 @requires:another-client @requires:pct-service
  Rule: On request a document of the International Bureau is fetched from the PCT service

    Scenario: A retrieval is served with what the PCT service keeps
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
      And the PCT service was asked once

    Scenario: The retrieval of another office is served from the PCT service as well
      Given the office of second filing has retrieved the document
      And another office has retrieved the document of the PCT service as well
      When another office downloads its own copy
      Then DAS delivers the registered content
      And the PCT service was asked twice

  @DAS-RET-08 @requires:another-client @requires:pct-service
  Rule: Documents of the International Bureau are accessed in transit only

    Scenario: A document that was picked up is fetched again for the next request
      Given the office of second filing has retrieved the document
      And the office of second filing is done with the document
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
      And the PCT service was asked twice

  @DAS-RET-06 @requires:another-client @requires:pct-service @requires:storage-inspection
  Rule: Documents of the International Bureau are never stored

    Scenario: Before any request DAS has nothing of the document
      When the office of second filing requests the document
      Then the document is nowhere at DAS

    Scenario: During an exchange the document is in transit and nowhere else
      Given the office of second filing has retrieved the document
      When the office of second filing asks for a download URL
      Then the document is in transit and nowhere else

    Scenario: After the exchange DAS has nothing of the document
      Given the office of second filing has retrieved the document
      And the office of second filing is done with the document
      When the office of second filing uses its earlier download URL
      Then the document is nowhere at DAS

  @DAS-RET-15 @requires:another-client @requires:pct-service @requires:clock-control
  Rule: The copy of an office lasts until the office has fetched it

    Scenario: A copy that was not fetched yet can be fetched shortly before the period ends
      Given the office of second filing has retrieved the document
      And the preset period has almost passed
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

  @DAS-RET-16 @requires:another-client @requires:pct-service
  Rule: When the office has fetched it, its copy is erased for good

    Scenario: The copy can be fetched
      Given the office of second filing has retrieved the document
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    Scenario: A URL that has served leads nowhere
      Given the office of second filing has retrieved the document
      And the office of second filing is done with the document
      When the office of second filing uses its earlier download URL
      Then DAS refuses the request

    Scenario: No other URL is issued for a copy that was fetched
      Given the office of second filing has retrieved the document
      And the office of second filing is done with the document
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-API-PCT-01 @requires:another-client @requires:pct-service
  Rule: Each retrieval has a copy of its own

    Scenario: The end of one copy leaves the other one alone
      Given the office of second filing has retrieved the document
      And another office has retrieved the document of the PCT service as well
      And the office of second filing is done with the document
      When another office downloads its own copy
      Then DAS delivers the registered content
      And the PCT service was asked twice

  @DAS-API-PCT-13 @requires:another-client @requires:pct-service
  Rule: With the withdrawal of a document every copy of it ends

    Scenario: Until the withdrawal the copy can be fetched
      Given the office of second filing has retrieved the document
      When the office of second filing asks for a download URL
      Then DAS hands out a download URL

    Scenario: A URL handed out before the withdrawal leads nowhere
      Given the office of second filing has retrieved the document
      And the office of second filing holds a download URL of the document
      And the International Bureau has withdrawn the document
      When the office of second filing uses its earlier download URL
      Then DAS refuses the request

  @DAS-API-PCT-14 @requires:another-client @requires:pct-service @requires:clock-control
  Rule: A copy that nobody fetches ends with the preset period

    Scenario: Before the period ends a URL is issued
      Given the office of second filing has retrieved the document
      And the preset period has almost passed
      When the office of second filing asks for a download URL
      Then DAS hands out a download URL

    Scenario: After the period no URL is issued
      Given the office of second filing has retrieved the document
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request
