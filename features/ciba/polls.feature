Feature: Polls
  Tokens are for the client that asked, once, and only after the user has agreed. See CIBA, 8, 10.1 and 11.

  Background:
    Given a client of the back channel
    And the client has asked for the authentication of a user

  @CIBA-8-01
  Rule: Tokens are issued when the user has approved

    Scenario: A poll after an approval brings tokens
      Given the user has approved the request
      When the client polls
      Then the poll brings tokens

    Scenario: A poll after a denial brings none
      Given the user has denied the request
      When the client polls
      Then the poll brings no tokens

  @CIBA-10.1.1-03 @CIBA-8-01
  Rule: Before a decision there are no tokens

    Scenario: A poll before a decision brings no tokens
      When the client polls
      Then the poll brings no tokens

  @CIBA-11-02
  Rule: A poll before a decision is told to wait

    Scenario: A first poll before a decision is pending
      When the client polls
      Then the client is told to wait

  @CIBA-11-06
  Rule: A denial is told

    Scenario: A poll after a denial is told of it
      Given the user has denied the request
      When the client polls
      Then the poll is refused with "access_denied"

  @CIBA-10.1.1-01
  Rule: Tokens come with an ID token

    Scenario: The ID token is of the server and for the client
      Given the user has approved the request
      When the client polls
      Then the poll brings tokens
      And they come with an ID token of the authorization server for the client

  @CIBA-4-01
  Rule: The grant has one name

    Scenario: A poll by the name of drafts brings no tokens
      Given the user has approved the request
      When somebody polls by the former name of the grant
      Then the poll brings no tokens

  @CIBA-10.1-01
  Rule: Whoever polls proves who it is

    Scenario: A poll without proof brings no tokens
      Given the user has approved the request
      When somebody polls without proof of who it is
      Then the poll brings no tokens

  @FAPI-CIBA-5.2.2-00
  Rule: Tokens are bound to the certificate of the client

    Scenario: A poll without a certificate brings no tokens where tokens are bound
      Given the user has approved the request
      When somebody polls over a connection without a certificate
      Then the poll brings no tokens

    Scenario: The access token names the certificate of the client where tokens are bound
      Given the user has approved the request
      When the client polls
      Then the access token of the poll is bound to the certificate of the client

  @CIBA-10.1-17 @requires:another-client
  Rule: Tokens are for the client that asked

    Scenario: A poll of another client brings no tokens
      Given the user has approved the request
      When somebody polls with another client's credentials
      Then the poll brings no tokens

  @CIBA-10.1-18
  Rule: A name that was never given out brings no tokens

    Scenario: A poll under an invented name brings no tokens
      Given the user has approved the request
      When somebody polls under a name that was never given out
      Then the poll brings no tokens

  @CIBA-11-07
  Rule: A name that is not known is an invalid grant

    Scenario: A poll under an invented name is an invalid grant
      Given the user has approved the request
      When somebody polls under a name that was never given out
      Then the poll is refused with "invalid_grant"

  @CIBA-10.1.1-02
  Rule: Tokens are issued once

    Scenario: A second poll after the tokens brings none
      Given the user has approved the request
      And the client has had its tokens
      When the client polls
      Then the poll brings no tokens

    Scenario: Of two polls at the same moment one brings tokens
      Given the user has approved the request
      When the client polls twice at the same moment
      Then one of the polls brings tokens

  @CIBA-7.3-07 @requires:clock-control
  Rule: Requests end

    Scenario: A poll after the time of an approved request brings no tokens
      Given the user has approved the request
      And the time of the request has passed
      When the client polls
      Then the poll brings no tokens

  @CIBA-11-05 @requires:clock-control
  Rule: The end of a request is told

    Scenario: A poll after the time of a request is told of it
      Given the time of the request has passed
      When the client polls
      Then the poll is refused with "expired_token, invalid_grant"

  @CIBA-11-01
  Rule: Polls are answered with codes that clients know

    Scenario: Hasty polls are slowed down or put off
      When the client polls three times at once
      Then every poll is answered with what clients know

  @CIBA-10.1-05 @requires:clock-control
  Rule: Polls are answered within thirty seconds

    Scenario: A poll before a decision is answered in time
      When the client polls and half a minute passes
      Then the poll has been answered
