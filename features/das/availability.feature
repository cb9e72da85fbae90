Feature: Availability
  An office checks whether a document is registered and whether the details that it holds are right.
  WIPO DAS exchange API, statuses and error codes, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given the office has registered a document

  @DAS-API-AVL-01
  Rule: The availability of a registered document can be checked

    Scenario: A registered document is available
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    @requires:another-client
    Scenario: A registered document is available to another office that knows its details
      When the office of second filing asks for the availability of the document
      Then DAS states the availability of the document

  @DAS-API-AVL-02
  Rule: An unregistered number is reported with the detail code -7

    Scenario: A registered number is reported without an error
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario Outline: Asking with <deviation> yields the code of an unregistered document
      When the office asks for the availability of the document with <deviation>
      Then DAS refuses with the detail code -7

      Examples: documents that are not registered
        | deviation                       |
        | a number that is not registered |
        | a wrong document kind           |

  @DAS-API-AVL-03
  Rule: A wrong date is reported with the detail code -12

    Scenario: The right date is reported without an error
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario Outline: Asking with <deviation> yields the code of a wrong date
      When the office asks for the availability of the document with <deviation>
      Then DAS refuses with the detail code -12

      Examples: wrong dates
        | deviation                          |
        | a wrong date                       |
        | a wrong date and a wrong access code |

  @DAS-API-AVL-04
  Rule: A wrong access code is reported with the detail code -14

    Scenario: The right access code is reported without an error
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario Outline: Asking with <deviation> yields the code of a wrong access code
      When the office asks for the availability of the document with <deviation>
      Then DAS refuses with the detail code -14

      Examples: wrong access codes
        | deviation                          |
        | a wrong access code                |
        | a wrong date and a wrong access code |

  @DAS-API-AVL-05
  Rule: The error does not disclose the access code or date that would have been right

    Scenario Outline: Asking with <deviation> does not reveal what would have been right
      When the office asks for the availability of the document with <deviation>
      Then DAS refuses the request
      And the refusal discloses neither access code nor date

      Examples: details that are wrong
        | deviation                          |
        | a wrong date                       |
        | a wrong access code                |
        | a wrong date and a wrong access code |

  @DAS-API-AVL-06
  Rule: A registered document has an availability date that is not in the future

    Scenario: The availability date is not in the future
      When the office asks for the availability of the document
      Then DAS states an availability date that is not in the future
