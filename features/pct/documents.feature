Feature: Documents of the PCT service
  What DAS hands on to an office is what the PCT service delivered, so that every detail that is wrong here is wrong there.
  Nothing public describes this service; the rules follow those of the DAS API.

  @PCT-DOC-01
  Rule: The content that is delivered is that of the document

    Scenario: A kept document is delivered unaltered
      Given WIPO holds a download URL of the PCT service
      When WIPO fetches the document at the PCT service
      Then the PCT service delivers the document

  @PCT-DOC-02
  Rule: The checksum that is stated is that of the content

    Scenario: The checksum stated before agrees with the content
      Given WIPO holds a download URL of the PCT service
      When WIPO fetches the document at the PCT service
      Then the stated checksum is that of the content

  @PCT-DOC-03
  Rule: The size that is stated is that of the content

    Scenario: The size stated before agrees with the content
      Given WIPO holds a download URL of the PCT service
      When WIPO fetches the document at the PCT service
      Then the stated size is that of the content

  @PCT-DOC-04
  Rule: Every usual spelling of a number reaches the same document

    Scenario Outline: A number <spelling> reaches the document
      Given the PCT service keeps a document
      When WIPO asks the PCT service for the document, its number <spelling>
      Then the PCT service says where the document is

      Examples: spellings
        | spelling                            |
        | in lower case                       |
        | without its slashes                 |
        | in lower case without its slashes   |
        | with spaces around its parts        |
        | with the letters RO in it           |

  @PCT-DOC-05
  Rule: A number that is not known is refused with -7

    Scenario: An unknown number is refused as such
      Given the PCT service keeps a document
      When WIPO asks the PCT service for a document under a number that it does not keep
      Then the PCT service refuses with the detail code -7

  @PCT-DOC-06
  Rule: A wrong filing date is refused with -12

    Scenario: A wrong date is refused as such
      Given the PCT service keeps a document
      When WIPO asks the PCT service for a document with a wrong date
      Then the PCT service refuses with the detail code -12

  @PCT-DOC-07
  Rule: A document that is not available is refused with -113

    Scenario: A document that is not available is refused as such
      Given the PCT service keeps a document that is not available
      When WIPO asks the PCT service for the obstructed document
      Then the PCT service refuses with the detail code -113

  @PCT-DOC-08
  Rule: A document that is not cleared is refused with -114

    Scenario: A document that is not cleared is refused as such
      Given the PCT service keeps a document that is not cleared
      When WIPO asks the PCT service for the obstructed document
      Then the PCT service refuses with the detail code -114

  @PCT-DOC-13
  Rule: A request that leaves something out, or says it twice, is refused

    Scenario: A complete request is answered
      Given the PCT service keeps a document
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is

    Scenario Outline: A request <gap> is refused
      Given the PCT service keeps a document
      When WIPO sends the PCT service a request <gap>
      Then the PCT service refuses the request

      Examples: gaps
        | gap                             |
        | without the acknowledgement id  |
        | without a number                |
        | without a date                  |
        | with a date that no calendar has |
        | with two numbers                |

  @PCT-DOC-14
  Rule: An error has a code, and details with codes of their own

    Scenario: The refusal of an unknown number has the shape of an error
      Given the PCT service keeps a document
      When WIPO asks the PCT service for a document under a number that it does not keep
      Then the error of the PCT service has a code and details

  @PCT-DOC-16
  Rule: The service answers with a status and in the form that the description has for it

    Scenario: The answer that leads to a document is held against the description
      Given WIPO holds a download URL of the PCT service
      When WIPO fetches the document at the PCT service
      Then the answers of the PCT service have been held against the description
