Feature: Acknowledgements
  By its auth_req_id the client asks for tokens, so that nobody may guess it. See CIBA, 7.3.

  Background:
    Given a client of the back channel

  @CIBA-7.3-01
  Rule: Acknowledgements are JSON with status 200

    Scenario: An acknowledgement has the form that clients expect
      When the client asks for the authentication of a user
      Then the acknowledgement is JSON with status 200

  @CIBA-7.3-02
  Rule: Every request has a name of its own

    Scenario: Two requests have different names
      When the client asks for the authentication of a user twice
      Then each request has a name of its own

  @CIBA-7.3-03
  Rule: Names cannot be guessed

    Scenario: Whoever knows some names cannot guess another
      Given the client has asked for the authentication of several users
      When the client asks for the authentication of a user
      Then the names of the requests cannot be guessed

  @CIBA-7.3-04
  Rule: Names have permitted characters only

    Scenario: An auth_req_id has no characters that need encoding
      When the client asks for the authentication of a user
      Then its auth_req_id has permitted characters only

  @CIBA-7.3-06
  Rule: Acknowledgements state the time of a request

    Scenario: The time of a request is a positive number of seconds
      When the client asks for the authentication of a user
      Then its expires_in is a positive number of seconds

  @CIBA-7.3-08
  Rule: An interval is a positive number

    Scenario: The interval between polls is a positive number of seconds
      When the client asks for the authentication of a user
      Then its interval, if there is one, is a positive number of seconds
