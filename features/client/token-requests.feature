Feature: Token requests of an office's client
  A client that asks in another way than the seed says depends on a server that happens to be lenient.
  Authentication page, token endpoint; https://www3.wipo.int/confluence/display/dascg/dascg

  @DAS-AUTH-21-CLIENT
  Rule: The token is asked for by POST

    Scenario: The assertion stands in the body of a POST
      When the client registers a document
      Then the token is asked for by POST

  @DAS-AUTH-22-CLIENT
  Rule: The grant is client_credentials

    Scenario: The grant is that of machines
      When the client registers a document
      Then the token is asked for by the grant client_credentials

  @DAS-AUTH-23-CLIENT
  Rule: The scope of the exchange is asked for

    Scenario: The scope asked for covers the exchange
      When the client registers a document
      Then the token is asked for with the scope of the exchange

  @DAS-AUTH-24-CLIENT
  Rule: The type of the assertion is stated

    Scenario: The assertion is said to be a JWT bearer assertion
      When the client registers a document
      Then the token is asked for with the type of the assertion

  @DAS-AUTH-25-CLIENT
  Rule: The client authenticates by its assertion and by nothing else

    Scenario: No secret goes along with the assertion
      When the client registers a document
      Then the client proves who it is by the assertion alone
