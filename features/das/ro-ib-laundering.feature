Feature: Content passed off as that of the International Bureau
  What must not be stored could be brought in under another name: another spelling, another application, a replacement, another office,
  the transit zone. DAS refuses all of it and keeps nothing. WIPO DAS REST API, storage and retention table.

  Background:
    Given the International Bureau has registered a document that the PCT service keeps

  @DAS-API-PCT-04 @requires:another-client @requires:pct-service
  Rule: Content of the International Bureau is taken from nobody but the PCT service

    Scenario Outline: Content passed off <laundering> is refused
      When somebody passes content off as a document of the International Bureau <laundering>
      Then DAS refuses the request

      Examples: ways in
        | laundering                                               |
        | by the International Bureau itself                       |
        | under its number in lower case                           |
        | under its number without its slashes                     |
        | under its number with spaces around its parts            |
        | under its number with the letters RO in it               |
        | as held in an application of another office              |
        | as new content of what is registered                     |
        | as new content of what is registered, by another office  |

    Scenario: A file passed through the transit zone is refused
      Given the office of second filing has requested the document
      When an office reports an uploaded file as the document that the PCT service was asked for
      Then DAS refuses the request

  @DAS-API-PCT-05 @requires:another-client @requires:pct-service @requires:storage-inspection
  Rule: What was uploaded as a document of the International Bureau is erased

    Scenario Outline: Nothing stays of content passed off <laundering>
      When somebody passes content off as a document of the International Bureau <laundering>
      Then none of that content is stored

      Examples: ways in
        | laundering                                  |
        | by the International Bureau itself          |
        | under its number in lower case              |
        | as held in an application of another office |
        | as new content of what is registered        |
        | with an e-mail address that is none         |
        | with a filing date that is still to come    |
        | with half of an application that holds it   |
        | with an access code that is too short       |

    Scenario: Nothing stays of a file passed through the transit zone
      Given the office of second filing has requested the document
      When an office reports an uploaded file as the document that the PCT service was asked for
      Then none of that content is stored

    Scenario: A file that arrives after the refusal is not taken
      When the International Bureau registers a document with a file and uploads the file afterwards
      Then none of that content is stored
