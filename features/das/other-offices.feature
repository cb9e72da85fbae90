@requires:another-client
Feature: Identifiers of other offices
  An office that learns or guesses an identifier of another office gains nothing by it, not even the knowledge that it exists.
  WIPO DAS exchange API, identifiers, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  @DAS-API-FILE-07
  Rule: A file of another office is treated as one that does not exist

    Scenario: The office that uploaded the file reads its state
      Given the office has uploaded a file that DAS accepted
      When the office asks for the state of the file
      Then DAS serves the request

    Scenario: Another office does not read the state of the file
      Given the office has uploaded a file that DAS accepted
      When another office asks for the state of the file
      Then DAS refuses the request

  @DAS-API-ERR-02
  Rule: Foreign and absent identifiers cannot be told apart by the answer

    Scenario Outline: Asking for <operation> does not reveal whether the identifier exists
      Given an exchange in progress between two offices
      When another office asks for <operation> with a foreign and with an absent identifier
      Then the two answers cannot be told apart

      Examples: operations that take an identifier
        | operation                |
        | a renewed upload URL     |
        | the state of a file      |
        | a registration           |
        | the states of retrievals |
        | a download URL           |
        | the deletion of a file   |
