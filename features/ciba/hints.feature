Feature: Hints
  A hint decides whose device rings. See CIBA, 7.1, 7.2 and 14.

  Background:
    Given a client of the back channel

  @CIBA-7.1-24
  Rule: There is exactly one hint

    Scenario: A request with one hint is acknowledged
      When the client asks for the authentication of a user
      Then the authentication request is acknowledged

    Scenario: A request without a hint is refused
      When an authentication request goes out without a hint
      Then the authentication request is refused

    Scenario: A request with two hints is refused
      When an authentication request goes out with a login hint and a login hint token
      Then the authentication request is refused

  @CIBA-7.2-04 @requires:another-client
  Rule: Several hints make an invalid request

    Background:
      Given the client and another client hold ID tokens of the user

    Scenario Outline: A request <hints> is an invalid one
      When an authentication request goes out <hints>
      Then the authentication request is refused with "invalid_request"

      Examples: pairs of hints
        | hints                                   |
        | with a login hint and a login hint token |
        | with a login hint and an ID token       |
        | with an ID token and a login hint token |

  @CIBA-7.2-05
  Rule: A hint leads to a user

    Scenario: A request about nobody is not acknowledged
      When an authentication request goes out about a user whom nobody knows
      Then the authentication request is refused

  @CIBA-13-10
  Rule: A hint that leads to nobody is called so

    Scenario: A request about nobody is refused for that, where it is refused
      When an authentication request goes out about a user whom nobody knows
      Then the authentication request is acknowledged, or refused with "unknown_user_id, invalid_request, access_denied"

  @CIBA-14-03 @requires:clock-control
  Rule: An ID token is a hint after its time too

    Background:
      Given the client and another client hold ID tokens of the user

    Scenario: A fresh ID token is a hint
      When an authentication request goes out with an ID token for its hint
      Then the authentication request is acknowledged

    Scenario: An expired ID token is a hint
      Given the ID tokens have expired
      When an authentication request goes out with an ID token for its hint
      Then the authentication request is acknowledged

  @CIBA-14-04 @requires:another-client
  Rule: An ID token of another server or for another client is no hint

    Background:
      Given the client and another client hold ID tokens of the user

    Scenario: An ID token of another server is refused
      When an authentication request goes out with an ID token of another server for its hint
      Then the authentication request is refused

    Scenario: An ID token for another client is refused
      When an authentication request goes out with an ID token for another client for its hint
      Then the authentication request is refused

  @CIBA-14-05
  Rule: An ID token that was tampered with is no hint

    Background:
      Given the client and another client hold ID tokens of the user

    Scenario: An ID token that was tampered with is refused
      When an authentication request goes out with an ID token that was tampered with for its hint
      Then the authentication request is refused

  @CIBA-14-01 @requires:login-hint-tokens
  Rule: A login hint token is signed

    Scenario: A login hint token that the client signed is a hint
      When an authentication request goes out with a login hint token
      Then the authentication request is acknowledged

    Scenario: A login hint token that nobody signed is refused
      When an authentication request goes out with a login hint token that nobody signed
      Then the authentication request is refused

  @CIBA-13-09 @requires:login-hint-tokens
  Rule: A login hint token has its time

    Scenario: A login hint token that has expired is refused
      When an authentication request goes out with a login hint token that has expired
      Then the authentication request is refused with "expired_login_hint_token"
