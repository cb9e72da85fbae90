Feature: Forwarded retrievals
  Documents that an office keeps in its own digital library are asked for by WIPO, which forwards the request of another office.
  WIPO DAS exchange API, documents kept in the digital library of the office of first filing, steps 2 and 3.

  @DAS-OFFICE-30
  Rule: A forwarded retrieval is answered with an acknowledgement id of the office's own

    Scenario Outline: Trusting <server>, the office acknowledges a retrieval
      Given an office with an API that trusts <server> and keeps a document
      When WIPO forwards a retrieval to the office
      Then the office acknowledges the retrieval with an id of its own

      Examples: servers
        | server                       |
        | WIPO's authorization server  |
        | its own authorization server |

  @DAS-OFFICE-31
  Rule: A repeated retrieval is the same retrieval

    Scenario: A retrieval that WIPO repeats gets the same acknowledgement id
      Given an office with an API that keeps a document
      And WIPO has forwarded a retrieval to the office
      When WIPO forwards the same retrieval again
      Then the office acknowledges it with the same id as before

  @DAS-OFFICE-32
  Rule: What the office does not keep is refused, or reported as an error

    Scenario: A document that the office keeps is reported as prepared
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports the document as prepared

    Scenario: An unknown number does not succeed
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards to the office a retrieval under a number that it does not keep
      Then the office reports that it has no such document, if it has not refused at once

  @DAS-OFFICE-33
  Rule: A wrong filing date is refused, or reported as an error

    Scenario: The right date is reported as prepared
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards a retrieval to the office
      Then the office reports the document as prepared

    Scenario: A wrong date does not succeed
      Given an office with an API that keeps a document
      And a DAS that takes the reports of the office
      When WIPO forwards to the office a retrieval with a wrong date
      Then the office reports that it has no such document, if it has not refused at once

  @DAS-OFFICE-80
  Rule: An error has a code and details

    Scenario Outline: A retrieval <defect> is refused with details
      Given an office with an API that keeps a document
      When WIPO sends the office a retrieval <defect>
      Then the error of the office has a code and details

      Examples: retrievals that cannot be understood
        | defect                             |
        | without a number                   |
        | with a date that no calendar has   |

  @DAS-OFFICE-81
  Rule: A request that leaves something out, or says it twice, is refused

    Scenario: A complete retrieval is taken
      Given an office with an API that keeps a document
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: A retrieval <defect> is refused
      Given an office with an API that keeps a document
      When WIPO sends the office a retrieval <defect>
      Then the office refuses the request

      Examples: incomplete or ambiguous retrievals
        | defect                             |
        | without an acknowledgement id      |
        | without a number                   |
        | with a date that no calendar has   |
        | with two numbers                   |
