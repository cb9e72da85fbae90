Feature: Failures of the PCT service
  DAS depends on the PCT service for each document of RO/IB. It waits when waiting helps, says so when it does not, and delivers
  nothing that is not what was announced. Our proposals; nothing is published.

  Background:
    Given the International Bureau has registered a document that the PCT service keeps

  @DAS-API-PCT-06 @requires:another-client @requires:pct-service @requires:clock-control
  Rule: A PCT service that is slow, or away for a while, is waited for

    Scenario Outline: A PCT service that <failure> delivers in the end
      Given a PCT service that <failure>
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

      Examples: failures that pass
        | failure             |
        | is away for a while |
        | is slow             |

  @DAS-API-PCT-07 @requires:another-client @requires:pct-service @requires:clock-control
  Rule: A PCT service that says when to come back is not asked before that

    Scenario: Half of the time is not enough
      Given a PCT service that stays away
      When the office of second filing requests the document, and half a minute passes
      Then the PCT service was asked once

  @DAS-API-PCT-08 @requires:another-client @requires:pct-service @requires:clock-control
  Rule: A retrieval for which the PCT service stays away ends with an error

    Scenario: After the deadline the retrieval has failed
      Given a PCT service that stays away
      When the office of second filing requests the document, and the deadline of DAS passes
      Then the retrieval has ended with an error

  @DAS-API-PCT-09 @requires:another-client @requires:pct-service
  Rule: Content that is not what was announced is not delivered

    Scenario: Content as announced is delivered
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario Outline: Of a PCT service that <failure>, nothing is delivered
      Given a PCT service that <failure>
      When the office of second filing retrieves the document
      Then DAS delivers nothing

      Examples: failures of the transfer
        | failure                                 |
        | cuts the content off                    |
        | breaks off in the middle of the content |
        | states a wrong checksum                 |
        | states a wrong size                     |

    @requires:storage-inspection
    Scenario: Nothing stays of content that was not delivered
      Given a PCT service that states a wrong checksum
      When the office of second filing retrieves the document
      Then DAS delivers nothing
      And the document is nowhere at DAS

  @DAS-API-PCT-10 @requires:another-client @requires:pct-service
  Rule: The office learns why the PCT service does not hand out a document

    Scenario: A document that is not available is reported as such
      Given the International Bureau has registered a document that is not available at the PCT service
      When the office of second filing retrieves the document
      Then DAS refuses with the detail code -113

    Scenario: A document that is not cleared is reported as such
      Given the International Bureau has registered a document that is not cleared at the PCT service
      When the office of second filing retrieves the document
      Then DAS refuses with the detail code -114

  @DAS-API-PCT-11 @requires:another-client @requires:pct-service
  Rule: Content is fetched from no other host than that of the PCT service

    Scenario: From the service itself content is fetched
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario Outline: From a PCT service that <failure>, nothing is fetched
      Given a PCT service that <failure>
      When the office of second filing retrieves the document
      Then DAS fetches nothing from where that URL leads
      And DAS delivers nothing

      Examples: URLs that lead elsewhere
        | failure                                        |
        | names a download URL on another host           |
        | names a download URL that is not encrypted     |

  @DAS-API-PCT-12 @requires:another-client @requires:pct-service
  Rule: The address of the content gets to see no access token

    Scenario: The signed URL is all that DAS shows
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
      And DAS shows no access token to the storage of the PCT service
