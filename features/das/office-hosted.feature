@requires:another-client @requires:office-api
Feature: Documents kept by their office
  An office of first filing may keep its documents in a digital library of its own; DAS has each retrieval served by it and stores nothing.
  WIPO DAS REST API, documents in the digital library of the office; WIPO DAS exchange API, c.2.

  @DAS-FLOW-OFF-01
  Rule: A document kept by the office of first filing is retrieved through DAS without being stored there

    Scenario: The content that the office keeps is delivered
      Given the office has registered a document that it keeps itself
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario: The retrieval is put to the office that keeps the document
      Given the office has registered a document that it keeps itself
      When the office of second filing requests the document
      Then DAS forwards the retrieval to the office

    Scenario: A second retrieval is forwarded like the first
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      When the office of second filing requests the document
      Then DAS forwards the retrieval to the office

    @requires:storage-inspection
    Scenario: Nothing of the document is kept beside the copy in transit
      Given the office has registered a document that it keeps itself
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
      And nothing of the document is stored but in the transit zone

  @DAS-FLOW-OFF-02 @requires:clock-control
  Rule: Files fetched from an office fall under the preset deletion

    Scenario: The file can be fetched shortly before the period of a forwarded retrieval ends
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      And the preset period has almost passed
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    Scenario: The file cannot be fetched after the period
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request

    Scenario: The file cannot be fetched after its deletion
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      And the office of second filing has deleted its file
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-API-FWD-01
  Rule: A registration without content is taken from an office with a digital library of its own, and from no other

    Scenario: An office with a digital library registers a document without content
      When the office registers a document that it keeps itself
      Then DAS acknowledges the registration

    Scenario: An office without a digital library does not
      When an office without a digital library registers a document without content
      Then DAS refuses the request

  @DAS-API-FWD-02
  Rule: Content is not taken for a document that its office keeps

    Scenario: A replacement of content that DAS does not have is refused
      Given the office has registered a document that it keeps itself
      When the office replaces the content that it keeps itself
      Then DAS refuses the request

  @DAS-API-FWD-03
  Rule: A retrieval is forwarded to the office that keeps the document, under an acknowledgement id of WIPO's

    Scenario: The office receives the retrieval with its acknowledgement id
      Given the office has registered a document that it keeps itself
      When the office of second filing requests the document
      Then DAS forwards the retrieval to the office

  @DAS-API-FWD-04
  Rule: A forwarded retrieval does not carry the access code of the document

    Scenario: The office of first filing is not told the access code
      Given the office has registered a document that it keeps itself
      When the office of second filing requests the document
      Then the forwarded retrieval does not carry the access code

  @DAS-API-FWD-05
  Rule: WIPO calls an office with an access token that was minted for calls to that office

    @requires:notification-receiver
    Scenario: The token presented to one office is not the one for another
      Given the office of second filing takes notifications
      And the office has registered a document that it keeps itself
      When the office of second filing requests the document
      Then the forwarded retrieval carries an access token minted for calls to the office

    Scenario: An office with its own authorization server is shown a token of that server
      Given an office with its own authorization server has registered a document that it keeps itself
      When an office under WIPO's authorization server retrieves that document
      Then DAS delivers the registered content
      And the forwarded retrieval carries an access token of that office's server

  @DAS-API-FWD-06 @requires:clock-control
  Rule: A retrieval that the office cannot take at the moment is forwarded again

    Scenario: An office that is out of order is asked again later
      Given the office has registered a document that it keeps itself
      And the digital library of the office is out of order
      When the office of second filing requests the document
      Then DAS forwards the retrieval again

  @DAS-API-FWD-07
  Rule: The office that was asked reports under WIPO's acknowledgement id or under its own

    Scenario Outline: A report that cites <acknowledgement id> is taken
      Given the office has been asked for a document that it keeps itself
      When the office reports that the document is ready, citing <acknowledgement id>
      Then DAS takes the report
      And the office of second filing gets the document

      Examples: acknowledgement ids of one request
        | acknowledgement id         |
        | WIPO's acknowledgement id  |
        | its own acknowledgement id |

  @DAS-API-FWD-08
  Rule: A report on a request that does not exist, or that another office was asked, is refused

    Scenario: A report on a request that does not exist is refused
      Given the office has been asked for a document that it keeps itself
      When the office reports on a request that does not exist
      Then DAS refuses the request

    Scenario: A report by an office that was not asked is refused
      Given the office has been asked for a document that it keeps itself
      When an office that was not asked reports that the document is ready
      Then DAS refuses the request

  @DAS-API-FWD-09
  Rule: A repeated report is taken and changes nothing; nor does a later one change what has succeeded

    Scenario: The same report is taken twice
      Given the office has been asked for a document that it keeps itself
      And the office has reported that the document is ready
      When the office reports that the document is ready
      Then DAS takes the report
      And the office of second filing gets the document

    Scenario: A contrary report after the success changes nothing
      Given the office has been asked for a document that it keeps itself
      And the office has reported that the document is ready
      And the office of second filing has received the document
      When the office reports the document as not available
      Then the retrieval has still succeeded

  @DAS-API-FWD-10
  Rule: A report that arrives before the office's answer to the forwarded retrieval counts

    Scenario: A report that overtakes the answer of the office is taken
      Given the office has registered a document that it keeps itself
      And the digital library of the office reports before it has answered
      When the office of second filing requests the document
      Then DAS takes the report that overtook the answer
      And the office of second filing gets the document

  @DAS-API-FWD-11
  Rule: What the office gives as the reason of a failure is what the requesting office learns

    Scenario Outline: A document that is <obstacle> ends the retrieval with <code>
      Given the office has been asked for a document that it keeps itself
      When the office reports the document as <obstacle>
      Then the retrieval fails with the detail code <code>

      Examples: reasons
        | obstacle      | code |
        | not available | -113 |
        | not cleared   | -114 |

    Scenario: An office that refuses the request ends the retrieval with its code
      Given the office has registered a document that it keeps itself
      And the digital library of the office refuses every request
      And the office of second filing has requested the document
      When the office of second filing polls the retrieval until it is final
      Then the retrieval fails with the detail code -113

  @DAS-API-FWD-12 @requires:clock-control
  Rule: A retrieval on which the office never reports ends with an error

    Scenario: A retrieval is open while the office may still report
      Given the office has been asked for a document that it keeps itself
      When the office reports that the document is ready
      Then the office of second filing gets the document

    Scenario: The retrieval fails when the time for a report has passed
      Given the office has been asked for a document that it keeps itself
      And the time for a report has passed
      When the office of second filing polls the state of the retrieval
      Then the forwarded retrieval has ended with an error

  @DAS-API-FWD-13
  Rule: Content that is not what the office announced is not delivered

    Scenario Outline: An office that <conduct> has nothing delivered in its name
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      And the digital library of the office <conduct>
      When the office of second filing retrieves the document
      Then DAS refuses the retrieval

      Examples: corrupt transfers
        | conduct                    |
        | serves corrupt content     |
        | serves half of the content |
        | breaks off every download  |
        | announces another checksum |

  @DAS-API-FWD-14
  Rule: Content that arrives corrupt is fetched again before the retrieval fails

    Scenario: Corrupt content is fetched again
      Given the office has registered a document that it keeps itself
      And the digital library of the office serves corrupt content
      When the office of second filing retrieves the document
      Then DAS has fetched the content more than once

  @DAS-API-FWD-15
  Rule: WIPO shows no access token to the address from which it fetches the content

    Scenario: The storage of the office sees no access token
      Given the office has registered a document that it keeps itself
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
      And DAS shows no access token to the storage of the office

  @DAS-API-FWD-16 @requires:hostile
  Rule: WIPO fetches content from no other host than the office's, whatever address the office names

    Scenario: An address at another host is left alone
      Given the office has registered a document that it keeps itself
      And the office of second filing has retrieved the document
      And the digital library of the office names an address at another host
      When the office of second filing retrieves the document
      Then DAS requests nothing at the other host
