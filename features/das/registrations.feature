Feature: Registrations
  An office of first filing deposits a priority document so that other offices can fetch it.
  WIPO DAS REST API, register a document; WIPO DAS exchange API, registrations.

  @DAS-FLOW-REG-01
  Rule: An office registers a document whose content DAS hosts

    Scenario: A document with an accepted file is registered
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration
      And the document is available

    Scenario: A document of which nothing was uploaded is refused
      Given an office that holds an access token
      When the office registers a document with a file that does not exist
      Then DAS refuses the request

  @DAS-API-REG-01
  Rule: A registration is acknowledged with a request acknowledgement id

    Scenario: The registration of a document is acknowledged
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

  @DAS-API-REG-02
  Rule: A document is registered only when its file has been accepted

    Scenario: A document with an accepted file is taken
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario Outline: A document with <file> is refused
      Given an office that holds an access token
      When the office registers a document with <file>
      Then DAS refuses the request

      Examples: files that are not accepted
        | file                             |
        | a file that never arrived        |
        | a file that is still being checked |
        | a file that was rejected         |

  @DAS-API-REG-03
  Rule: One file is bound to one registration only

    Scenario: A file that is bound to nothing is taken
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario: A file that belongs to another registration is refused
      Given an office that holds an access token
      When the office registers a document with a file that is already registered
      Then DAS refuses the request

  @DAS-API-REG-04 @requires:another-client
  Rule: A file uploaded by another office cannot be registered

    Scenario: A file of the office itself is taken
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario: A file of another office is refused
      Given an office that holds an access token
      When the office registers a document with a file of another office
      Then DAS refuses the request

  @DAS-API-REG-05
  Rule: A document that is registered already is not registered anew

    Scenario: A document that is new is registered
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario: A second registration with other content is refused
      Given an office that holds an access token
      When the office registers a document with a number that is already registered
      Then DAS refuses the request

  @DAS-API-REG-06
  Rule: A registration lacking a mandatory field, or with a malformed one, is refused

    Scenario: A complete registration is accepted
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario Outline: A registration with <deviation> is refused
      Given an office that holds an access token
      When the office registers a document with <deviation>
      Then DAS refuses the request

      Examples: fields that are missing
        | deviation             |
        | no document number    |
        | no document kind      |
        | no filing date        |
        | no access code        |

      Examples: fields that are malformed
        | deviation                            |
        | an unknown document kind             |
        | a filing date that does not exist    |
        | a filing date in another notation    |
        | an access code of three characters   |
        | an access code with a space          |
        | a document number that is a list     |

  @DAS-API-REG-07
  Rule: The three details of the parent application come together or not at all

    Scenario: A registration with a complete parent application is accepted
      Given the office has uploaded a file that DAS accepted
      When the office registers the document with its parent application
      Then DAS acknowledges the registration

    Scenario Outline: A document that names <deviation> is not registered
      Given an office that holds an access token
      When the office registers a document with <deviation>
      Then DAS refuses the request

      Examples: parent applications that are incomplete
        | deviation                                      |
        | a parent application without its number        |
        | a parent application without its category      |
        | a parent application without its filing date   |

  @DAS-API-REG-08 @requires:another-client
  Rule: An office registers documents of its own numbers, or of a parent application that it names

    Scenario: A foreign document is registered with the parent application in which it is held
      Given the office has uploaded a file that DAS accepted
      When the office registers the foreign document with its parent application
      Then DAS acknowledges the registration

    Scenario: A foreign document without a parent application is refused
      Given an office that holds an access token
      When the office registers a document with a number of another office
      Then DAS refuses the request

  @DAS-API-REG-09
  Rule: Several spellings of a number reach the same document

    Scenario Outline: The number <spelling> reaches the document
      Given the office has registered a document
      When the office asks for the availability of the document, its number <spelling>
      Then DAS states the availability of the document

      Examples: spellings of a number
        | spelling           |
        | without its spaces |
        | without its slash  |

    Scenario: Another number does not reach the document
      Given the office has registered a document
      When the office asks for the availability of the document with a number that is not registered
      Then DAS refuses with the detail code -7

  @DAS-RET-13
  Rule: The digital library refuses content of the receiving office of the International Bureau

    Scenario: A PCT document of another receiving office is stored
      Given the office has uploaded a file that DAS accepted
      When the office registers the document under a PCT number of its own
      Then DAS acknowledges the registration

    Scenario Outline: A document with <number> is refused
      Given an office that holds an access token
      When the office registers a document with <number>
      Then DAS refuses the request

      Examples: numbers of the International Bureau
        | number                                                          |
        | a PCT number of the International Bureau                        |
        | a PCT number of the International Bureau without its slashes    |
        | a PCT number of the International Bureau and a parent application |
