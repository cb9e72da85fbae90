Feature: Documents fetched from an office
  WIPO fetches a prepared document from the office through a signed URL, and hands on what it got there.
  WIPO DAS exchange API, documents kept in the digital library of the office of first filing, steps 4 and 5.

  @DAS-OFFICE-50
  Rule: A document that was reported is delivered as the office keeps it

    Scenario Outline: Trusting <server>, the office delivers the document
      Given an office with an API that trusts <server> and keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO fetches the document from the office
      Then the office delivers the document as it keeps it

      Examples: servers
        | server                       |
        | WIPO's authorization server  |
        | its own authorization server |

  @DAS-OFFICE-51
  Rule: Checksum and size are those of the content

    Scenario: What was stated agrees with what is delivered
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO fetches the document from the office
      Then checksum and size are as the office stated them

  @DAS-OFFICE-52 @requires:clock-control
  Rule: No download URL is handed out before the document was reported

    Scenario: After the report the office says where the document is
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is

    Scenario: While the document is being prepared nothing is handed out
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      When WIPO asks the office too early where the document is
      Then the office refuses the request

  @DAS-OFFICE-53
  Rule: An acknowledgement id that was never given out is refused

    Scenario: The acknowledgement id of the office is known
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is

    Scenario: An id that nobody gave out is refused
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where a document is, for an acknowledgement id that nobody gave out
      Then the office refuses the request

  @DAS-OFFICE-54
  Rule: Details that do not match the acknowledgement id are refused

    Scenario: Matching details are answered
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is

    Scenario Outline: A request <misfit> is refused
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where a document is, <misfit>
      Then the office refuses the request

      Examples: details of something else
        | misfit                              |
        | with the number of another document |
        | with another date                   |

  @DAS-OFFICE-55
  Rule: A document that is not available is not handed out

    Scenario: An available document is handed out
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is

    Scenario: An unavailable document is not handed out
      Given an office with an API that keeps a document which is not available
      And a DAS that takes the reports of the office
      And WIPO has tried to have the document prepared
      When WIPO asks the office for the document all the same
      Then the office does not hand the document out

  @DAS-OFFICE-56
  Rule: A document that is not cleared for others is never handed out

    Scenario: A cleared document is handed out
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is

    Scenario: A document under review is not handed out
      Given an office with an API that keeps a document which is not cleared for others
      And a DAS that takes the reports of the office
      And WIPO has tried to have the document prepared
      When WIPO asks the office for the document all the same
      Then the office does not hand the document out

  @DAS-OFFICE-57
  Rule: A download URL works only as signed

    Scenario: The URL as it was handed out delivers
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO fetches the document from the office
      Then the office delivers the document as it keeps it

    Scenario Outline: Used <alteration>, the URL delivers nothing
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO uses the download URL of the office <alteration>
      Then the office refuses the request

      Examples: alterations
        | alteration                |
        | with an altered signature |
        | with a later expiry       |
        | without its signature     |
        | to write                  |

  @DAS-OFFICE-58 @requires:clock-control
  Rule: A download URL ends with its time

    Scenario: On the next day the URL delivers nothing
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO uses, on the next day, the download URL of the office
      Then the office refuses the request

  @DAS-OFFICE-59
  Rule: Download URLs lead through encrypted channels only

    Scenario: The URL that is handed out begins with https
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When WIPO asks the office where the document is
      Then the office says where the document is
      And the download URL of the office is encrypted

  @DAS-OFFICE-82
  Rule: An office answers with a status and in the form that the description has for it

    Scenario: The answers from the request to the download URL are held against the description
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And WIPO holds a download URL of the office
      When WIPO fetches the document from the office
      Then the answers of the office have been held against the description
