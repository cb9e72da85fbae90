Feature: Reports of an office
  When a forwarded retrieval has been prepared, or cannot be, the office notifies DAS, and the office of second filing waits for it.
  WIPO DAS exchange API, documents kept in the digital library of the office of first filing, step 3.

  @DAS-OFFICE-34
  Rule: The office notifies DAS once it has prepared the document

    Scenario Outline: Trusting <server>, the office reports a document as prepared
      Given an office with an API that trusts <server> and keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports the document as prepared

      Examples: servers
        | server                       |
        | WIPO's authorization server  |
        | its own authorization server |

  @DAS-OFFICE-35
  Rule: Success is not reported before the document can be fetched

    Scenario: A document that is being prepared is not reported
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports nothing before the document can be fetched

  @DAS-OFFICE-36
  Rule: The notification cites an acknowledgement id of the request

    Scenario: The report can be matched with the request
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      When the office has prepared the document
      Then the report cites an acknowledgement id of the request

  @DAS-OFFICE-37
  Rule: A document that cannot be had is never reported as prepared

    Scenario: A document that can be had is reported as prepared
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports the document as prepared

    Scenario Outline: A document which <obstacle> is reported as an error
      Given an office with an API that keeps a document which <obstacle>
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports that the document cannot be had, if it has not refused at once

      Examples: obstacles
        | obstacle                  |
        | is not available          |
        | is not cleared for others |

  @DAS-OFFICE-38 @requires:clock-control
  Rule: A notification that DAS has taken is not repeated

    Scenario: A report that was taken is made once only
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      When the office has prepared the document
      Then the office reports once only

  @DAS-OFFICE-39
  Rule: The access code is never in what the office tells DAS

    Scenario: An access code that WIPO told is not told again
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office that tells the access code
      When the office has prepared the document
      Then nothing that the office tells DAS contains the access code

  @DAS-OFFICE-40 @requires:clock-control
  Rule: A notification that cannot be taken now is repeated until it is

    Scenario Outline: DAS <turning> and gets the report in the end
      Given an office with an API that keeps a document
      And a DAS that <turning> when the office reports twice and then takes the report
      And WIPO has forwarded a retrieval to the office
      When the office has prepared the document
      Then the office reports again until DAS has taken the report

      Examples: ways of turning a report away
        | turning                                                      |
        | is unavailable                                               |
        | is unavailable for a quarter of an hour                      |
        | says that there are too many requests for a quarter of an hour |

  @DAS-OFFICE-41 @requires:clock-control
  Rule: A notification is not repeated before the time that Retry-After asks for

    Scenario Outline: DAS <turning> and is left alone meanwhile
      Given an office with an API that keeps a document
      And a DAS that <turning> when the office reports twice and then takes the report
      And WIPO has forwarded a retrieval to the office
      When the office has prepared the document
      Then the office does not report again before DAS has asked it to

      Examples: ways of asking for patience
        | turning                                                      |
        | is unavailable for a quarter of an hour                      |
        | says that there are too many requests for a quarter of an hour |

  @DAS-OFFICE-42 @requires:clock-control @requires:authorization-server-faults
  Rule: A notification is not lost when no access token can be had for a while

    Scenario: The report comes once there are access tokens again
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office's requests for access tokens fail
      When the office has prepared the document
      Then the office reports the document once it has an access token again
