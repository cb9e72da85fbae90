Feature: Error bodies
  A client mends its request by the code and the details of the error.
  WIPO DAS exchange API, application errors, 2024-03-04, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  @DAS-API-ERR-01
  Rule: An application error has a code and its details, in the shape of the profile

    Scenario: A request without an error has no error body
      Given the office has registered a document
      When the office asks for the availability of the document
      Then DAS states the availability of the document

    Scenario Outline: Asking with <deviation> yields a code and details
      Given the office has registered a document
      When the office asks for the availability of the document with <deviation>
      Then DAS refuses the request
      And the error has a code and details

      Examples: wrong details
        | deviation                            |
        | a number that is not registered      |
        | a wrong date                         |
        | a wrong access code                  |
