Feature: Retrievals
  An office of second filing names a document and its access code, and gets the exact content that was registered.
  WIPO DAS REST API, retrieve a hosted document; WIPO DAS exchange API, retrievals.

  @DAS-FLOW-RET-01 @requires:another-client
  Rule: An office that names the document correctly retrieves its exact content; nobody else does

    Scenario: The registered content is delivered
      Given the office has registered a document
      When the office of second filing retrieves the document
      Then DAS acknowledges the retrieval
      And DAS delivers the registered content

    Scenario: An office that does not know the access code gets nothing
      Given the office has registered a document
      When the office of second filing retrieves the document with a wrong access code
      Then DAS refuses the retrieval

  @DAS-API-RTV-01 @requires:another-client
  Rule: A retrieval request is acknowledged with a request acknowledgement id

    Scenario: A retrieval request is acknowledged
      Given the office has registered a document
      When the office of second filing requests the document
      Then DAS acknowledges the retrieval

  @DAS-API-RTV-02 @requires:another-client
  Rule: A retrieval that states a wrong number, date or access code fails with the matching detail code

    Scenario: A retrieval that states everything right succeeds
      Given the office has registered a document
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario Outline: A retrieval with <deviation> fails
      Given the office has registered a document
      When the office of second filing retrieves the document with <deviation>
      Then DAS refuses the retrieval with the detail code <code>

      Examples: wrong details
        | deviation                       | code |
        | a number that is not registered | -7   |
        | a wrong document kind           | -7   |
        | a wrong date                    | -12  |
        | a wrong access code             | -14  |

  @DAS-API-RTV-03 @requires:another-client
  Rule: The state of a retrieval request is pending, success or error

    Scenario: The states of a retrieval that succeeds are of the three
      Given the office has registered a document
      And the office of second filing has requested the document
      When the office of second filing polls the retrieval until it is final
      Then every state is pending, success or error

    Scenario: The states of a retrieval that fails are of the three
      Given the office of second filing has requested a document that is not registered
      When the office of second filing polls the retrieval until it is final
      Then every state is pending, success or error

  @DAS-API-RTV-04 @requires:another-client
  Rule: Reading the state changes nothing, and a final state never changes

    Scenario: A state that was read can be read again
      Given the office of second filing has retrieved a document
      When the office of second filing polls the retrieval again
      Then the retrieval has still succeeded

    @requires:clock-control
    Scenario: A final state is the same days later
      Given the office of second filing has retrieved a document
      And a day has passed
      When the office of second filing polls the retrieval again
      Then the retrieval has still succeeded

  @DAS-API-RTV-05 @requires:another-client
  Rule: Acknowledgement ids are unique and cannot be guessed

    Scenario: Several acknowledgement ids do not reveal the next one
      Given the office has registered a document
      When the office of second filing requests the document several times
      Then the acknowledgement ids are unique and cannot be guessed

  @DAS-FLOW-REG-04 @requires:another-client
  Rule: An office can poll the state of its own retrieval requests, and sees nobody else's

    Scenario: An office sees its own retrieval, as often as it polls
      Given the office of second filing has retrieved a document
      When the office of second filing polls the retrieval again
      Then the retrieval has still succeeded

    Scenario: Another office does not see the retrieval
      Given the office of second filing has retrieved a document
      When another office polls its retrievals
      Then the retrieval of the office of second filing is not shown

    Scenario: Another office does not see the retrieval by its acknowledgement id
      Given the office of second filing has retrieved a document
      When another office polls the retrieval by its acknowledgement id
      Then the retrieval of the office of second filing is not shown
