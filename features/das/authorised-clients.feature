Feature: Authorised clients
  A valid token is not enough: DAS keeps a list of the clients that may exchange documents, and knows the office by the client.
  WIPO DAS REST API, security, checks by the DAS API, https://www3.wipo.int/confluence/display/dascg/dascg.

  @DAS-AUTH-36
  Rule: A caller is served only when the client named by the token's subject is authorised

    Scenario: A client on the list is served
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A client that was never on the list is refused
      Given an office that holds an access token
      When a client that is not on the list of DAS polls its retrievals
      Then DAS refuses the request

  @DAS-AUTH-37 @requires:client-listing @requires:clock-control
  Rule: A client taken off the list is refused soon after, even with a token still valid

    Scenario: A client that stays on the list is served
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A client taken off the list is refused with a token still valid
      Given an office that DAS has served, and whose client was taken off the list of DAS more than five minutes ago
      When the office goes on polling its retrievals
      Then DAS refuses the request
      And a client put back on the list is served again

  @DAS-API-REG-10 @requires:another-client
  Rule: The office is known from the access token alone

    Scenario: A document of the caller's own office is registered
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario: A caller that calls itself another office in the body is refused
      Given an office that holds an access token
      When the office registers a document with a number of another office and that office's code
      Then DAS refuses the request
