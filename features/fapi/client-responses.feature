Feature: Authorization responses at web clients
  A response comes through the browser, and so from anybody: of another session, of another server, or of none. See FAPI 1.0 Baseline,
  5.2.3, and FAPI 1.0 Advanced, 5.2.3.2 and 8.3.3.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-5.2.3-04
  Rule: A response that arrives at another redirect URI than the one asked for is not processed

    Scenario: A response at the redirect URI is processed
      When a user signs in through the client
      Then the user is signed in

    Scenario: A response at an address that was never asked for is not processed
      When the response is brought to another address of the client
      Then the client does not redeem the code

    Scenario: A response at the redirect URI of another server is not processed
      Given a web client that deals with two authorization servers
      When the response is brought to where the other server sends its responses
      Then the client does not redeem the code

  @FAPI1-BASE-5.2.3-06
  Rule: A response that does not belong to the user's session is not processed

    Scenario: A response that another browser brings is not processed
      When another browser brings the response to the client
      Then the client does not redeem the code

    Scenario Outline: <response> is not processed
      When a user signs in while <deviation>
      Then the client does not redeem the code

      Examples: responses for nobody's session
        | response                      | deviation                      |
        | A response with another state | the response has another state |
        | A response without a state    | the response has no state      |

  @RFC6749-4.1.2-5
  Rule: A client does not use a code more than once

    Scenario: A response that is brought twice redeems its code once
      When the response is brought to the client twice
      Then the client redeems the code once

  @RFC6749-4.1.2-4
  Rule: A client ignores parameters of a response that it does not know

    Scenario: A response with a parameter that nobody knows is processed
      When a user signs in while the response has a parameter that nobody knows
      Then the user is signed in

  @FAPI1-ADV-5.2.3.2-01
  Rule: A response within a JWT is processed only if it is signed by the server, addressed to the client and not expired

    Background:
      Given a web client that asks for responses within a JWT

    Scenario: A response JWT whose audience stands in an array is processed
      When a user signs in while the response JWT has its audience in an array
      Then the user is signed in

    Scenario Outline: <response> redeems nothing
      When a user signs in while <deviation>
      Then the client does not redeem the code

      Examples: responses that are not to be believed
        | response                                              | deviation                                                        |
        | A bare response in the place of a JWT                 | the response is not within a JWT                                 |
        | A response JWT of another issuer                      | the response JWT names another issuer                            |
        | A response JWT of no issuer                           | the response JWT names no issuer                                 |
        | A response JWT for another client                     | the response JWT is for another client                           |
        | A response JWT for nobody                             | the response JWT is for nobody                                   |
        | A response JWT that has expired                       | the response JWT has expired                                     |
        | A response JWT without an expiry                      | the response JWT never expires                                   |
        | A response JWT by an unpublished key                  | the response JWT is signed with an unpublished key               |
        | A response JWT by another key under the usual name    | the response JWT is signed with another key under the usual name |
        | A response JWT by the public key                      | the response JWT is signed with the public key                   |

  @FAPI1-ADV-8.3.3-01
  Rule: A code is not sent to any server but the one that the response names as its issuer and that the client asked

    Scenario: A code of another issuer is not redeemed
      Given a web client that asks for responses within a JWT
      When a user signs in while the response JWT names another issuer
      Then the client does not redeem the code

    Scenario: An ID token of another issuer ends what a code of the right one began
      When a user signs in while the ID token names another issuer
      Then the user is not signed in
