@requires:another-client @requires:office-api
Feature: The transit zone for big documents
  An office uploads a document that is too big to be fetched from it, and DAS passes it on to the one office that asked for it.
  WIPO DAS REST API, documents passed through the transit zone; WIPO DAS exchange API, c.3.

  @DAS-FLOW-TRZ-01 @DAS-FLOW-TRZ-02
  Rule: Only the requesting office retrieves what was placed in the transit zone for it

    Scenario: The office passes a document on by itself
      Given the office has registered a document that it keeps itself
      And the digital library of the office passes its documents through the transit zone
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario Outline: The requesting office gets the file that was reported under <acknowledgement id>
      Given the office has been asked for a document that it keeps itself
      And the office has uploaded a file that DAS accepted
      When the office reports the file as the document, citing <acknowledgement id>
      Then DAS takes the report
      And the office of second filing gets the document

      Examples: acknowledgement ids
        | acknowledgement id         |
        | WIPO's acknowledgement id  |
        | its own acknowledgement id |

    Scenario: Another office does not get the file
      Given the office has passed a big document through the transit zone
      When a download URL is asked for the acknowledgement id of another office
      Then DAS refuses the request

  @DAS-FLOW-TRZ-03
  Rule: Files of the transit zone fall under the preset deletion

    @requires:clock-control
    Scenario: The passed file can be fetched shortly before the period ends
      Given the office has passed a big document through the transit zone
      And the preset period has almost passed
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    @requires:clock-control
    Scenario: The passed file cannot be fetched after the period
      Given the office has passed a big document through the transit zone
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request

    Scenario: The passed file cannot be fetched after its deletion
      Given the office has passed a big document through the transit zone
      And the office of second filing has deleted its file
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-API-TRZ-01
  Rule: A report on a file that is not checked yet is refused, and taken once the file is accepted

    Scenario: A file that DAS is still checking is not passed on
      Given the office has been asked for a document that it keeps itself
      When the office reports a file that DAS is still checking
      Then DAS refuses the request

    Scenario: A file that never arrived is not passed on
      Given the office has been asked for a document that it keeps itself
      When the office reports a file that never arrived
      Then DAS refuses the request

    Scenario: The same report is taken once the file is accepted
      Given the office has been asked for a document that it keeps itself
      When the office reports its file while DAS is still checking it, and once more when it is accepted
      Then DAS takes the report

  @DAS-API-TRZ-02
  Rule: A report on a file that was rejected is refused

    Scenario: A rejected file is not passed on
      Given the office has been asked for a document that it keeps itself
      When the office reports a file that DAS rejected
      Then DAS refuses the request

  @DAS-API-TRZ-03
  Rule: A report on a file of another office, or on one that does not exist, is refused

    Scenario Outline: A file <file> is not passed on
      Given the office has been asked for a document that it keeps itself
      When the office reports a file <file>
      Then DAS refuses the request

      Examples: files that the office does not have
        | file                |
        | of another office   |
        | that does not exist |

  @DAS-API-TRZ-04
  Rule: A file that was passed through the transit zone never becomes the content of a registration

    Scenario: The passed file cannot be registered
      Given the office has passed a big document through the transit zone
      When the office registers another document with the passed file
      Then DAS refuses the request

  @DAS-API-TRZ-05
  Rule: A file that was passed to one retrieval is not passed to another

    Scenario: The passed file does not serve a second retrieval
      Given the office has passed a big document through the transit zone
      When the office reports the passed file for another retrieval
      Then DAS refuses the request
