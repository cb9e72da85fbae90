Feature: Authentication requests
  Whoever may send them can make devices of strangers ring. See CIBA, 7.1, 7.2 and 13.

  Background:
    Given a client of the back channel

  @CIBA-7.1-01
  Rule: Requests are taken by POST

    Scenario: A request by POST is acknowledged
      When the client asks for the authentication of a user
      Then the authentication request is acknowledged

    Scenario: A request by GET is refused
      When an authentication request goes out by GET
      Then the authentication request is refused

  @CIBA-7.1-25
  Rule: Requests are read from forms

    Scenario: A request as JSON is refused
      When an authentication request goes out as JSON
      Then the authentication request is refused

  @CIBA-7.2-08
  Rule: Unknown parameters are ignored

    Scenario: A request with an unknown parameter is acknowledged
      When an authentication request goes out with a parameter that nobody knows
      Then the authentication request is acknowledged

  @CIBA-7.1-02 @requires:another-client
  Rule: Clients prove who they are

    Scenario: A request without proof of who asks is refused
      When an authentication request goes out without proof of who asks
      Then the authentication request is refused

    Scenario: A request in the name of another client is refused
      When an authentication request goes out with an assertion signed with another client's key
      Then the authentication request is refused

  @CIBA-13-15
  Rule: A client that does not prove who it is is told so

    Scenario: A request with an assertion for another server is refused as unproven
      When an authentication request goes out with an assertion for another server
      Then the client is refused as unproven

  @CIBA-7.1-04
  Rule: Assertions have three audiences

    Scenario Outline: A request <proof> is acknowledged
      When an authentication request goes out <proof>
      Then the authentication request is acknowledged

      Examples: audiences
        | proof                                          |
        | with an assertion for the issuer               |
        | with an assertion for the token endpoint       |
        | with an assertion for the backchannel endpoint |

  @CIBA-4-08 @requires:client-registration
  Rule: Clients prove who they are as at the token endpoint

    Scenario: A client with a certificate of an authority is served at both endpoints
      Given a client of the back channel that proves itself by a certificate that an authority vouches for
      When the client asks for the authentication of a user
      Then the authentication request is acknowledged

    Scenario: A client with a certificate of its own is served at both endpoints
      Given a client of the back channel that proves itself by a certificate that it signed itself
      When the client asks for the authentication of a user
      Then the authentication request is acknowledged

  @CIBA-7.1-06
  Rule: Requests have a scope

    Scenario: A request without a scope is refused
      When an authentication request goes out without a scope
      Then the authentication request is refused

  @CIBA-13-08
  Rule: A scope that cannot be granted is called so

    Scenario: A request for a scope that nobody registered is refused, or granted in part
      When an authentication request goes out for a scope that nobody registered
      Then the scope that nobody registered is refused with "invalid_scope, access_denied", or left out

  @CIBA-13-07
  Rule: Malformed parameters are called so

    Scenario: A request with a requested expiry is acknowledged
      When an authentication request goes out with a requested expiry of two minutes
      Then the authentication request is acknowledged

    Scenario: A request with a parameter sent twice is an invalid one
      When an authentication request goes out with a parameter sent twice
      Then the authentication request is refused with "invalid_request"

    Scenario Outline: A request <flaw> is an invalid one, or the expiry does not count
      When an authentication request goes out <flaw>
      Then the authentication request is acknowledged, or refused with "invalid_request"

      Examples: expiries
        | flaw                                      |
        | with a requested expiry of zero           |
        | with a requested expiry that is negative  |
        | with a requested expiry that is no number |

  @CIBA-13-11 @requires:client-registration
  Rule: Clients register for the back channel

    Scenario: A client that is not registered for the back channel is refused
      Given a client that is not registered for the back channel
      When the client asks for the authentication of a user
      Then the authentication request is refused with "unauthorized_client"

  @CIBA-13-02
  Rule: Refusals have listed codes

    Scenario: The code of a refusal is listed
      When an authentication request goes out without a hint
      Then the authentication request is refused
      And the refusal has a code that is listed

  @CIBA-7.1-13 @FAPI-CIBA-5.2.2-08
  Rule: Clients learn which level of assurance was reached

    Scenario: The ID token states the level of assurance
      When a user is authenticated for a level of assurance
      Then the ID token says which level was reached

  @CIBA-7.1-18
  Rule: The device shows the binding message

    Scenario: The user sees the binding message on the device
      Given the client has asked for the authentication of a user
      When the user looks at the authentication device
      Then the device shows the binding message

  @CIBA-13-14
  Rule: A binding message that cannot be shown is called so

    Scenario: A long message of odd characters is shown or refused for what it is
      When an authentication request goes out with a binding message that no device can show
      Then the authentication request is acknowledged, or refused with "invalid_binding_message"

  @FAPI-CIBA-5.2.2-02
  Rule: Requests that nothing else tells from others have a binding message

    Scenario: A request without a binding message is refused
      When an authentication request goes out without a binding message
      Then the authentication request is refused

  @CIBA-13-12
  Rule: A request that lacks the code of its user is told so

    Background:
      Given a user who is not disturbed without a code

    Scenario: A request with the code of the user is acknowledged
      When an authentication request goes out for a user with a code and with the code
      Then the authentication request is acknowledged

    Scenario: A request without the code of the user is refused
      When an authentication request goes out for a user with a code and without it
      Then the authentication request is refused with "missing_user_code"

  @CIBA-13-13
  Rule: A wrong code does not disturb a user

    Background:
      Given a user who is not disturbed without a code

    Scenario: A request with a wrong code is refused
      When an authentication request goes out for a user with a code and with another code
      Then the authentication request is refused with "invalid_user_code"
