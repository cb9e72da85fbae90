Feature: ID tokens at web clients
  An ID token says who the user is. Whoever believes the wrong one signs an attacker in. See OpenID Connect Core, 3.1.3.7, and FAPI 1.0
  Advanced, 5.2.3.1.

  Background:
    Given a web client that signs users in

  @OIDC-CORE-3.1.3.7-2
  Rule: An ID token whose iss is missing or is not the server's is not accepted

    Scenario: An ID token as it should be signs the user in
      When a user signs in through the client
      Then the user is signed in

    Scenario Outline: An ID token <of whom> signs nobody in
      When a user signs in while the ID token <flaw>
      Then the user is not signed in

      Examples: issuers
        | of whom            | flaw                 |
        | of another issuer  | names another issuer |
        | of no issuer       | names no issuer      |

  @OIDC-CORE-3.1.3.7-3
  Rule: An ID token is accepted with the client as its audience, as a text or in an array, and not with others beside it that the client does not trust

    Scenario: An ID token whose audience stands in an array signs the user in
      When a user signs in while the ID token has its audience in an array
      Then the user is signed in

    Scenario Outline: An ID token <for whom> signs nobody in
      When a user signs in while the ID token is <for whom>
      Then the user is not signed in

      Examples: audiences
        | for whom               |
        | for another client     |
        | for another client too |
        | for nobody             |

  @OIDC-CORE-3.1.3.7-6
  Rule: An ID token of the token endpoint is not accepted if its signature is not valid, although TLS may stand in for the signature

    Scenario Outline: An ID token signed with <key> signs nobody in
      When a user signs in while the ID token is signed with <key>
      Then the user is not signed in

      Examples: keys
        | key                              |
        | an unpublished key               |
        | another key under the usual name |
        | the public key                   |

  @OIDC-CORE-3.1.3.7-9
  Rule: An ID token that has expired or states no expiry is not accepted

    Scenario Outline: An ID token that <flaw> signs nobody in
      When a user signs in while the ID token <flaw>
      Then the user is not signed in

      Examples: expiries
        | flaw          |
        | has expired   |
        | never expires |

  @OIDC-CORE-3.1.3.7-10
  Rule: An ID token that was issued long ago is not accepted

    Scenario: An ID token of last week signs nobody in
      When a user signs in while the ID token is a week old
      Then the user is not signed in

  @OIDC-CORE-3.1.3.7-11
  Rule: An ID token whose nonce is missing or is not that of the request is not accepted

    Scenario Outline: An ID token with <nonce> signs nobody in
      When a user signs in while the ID token has <nonce>
      Then the user is not signed in

      Examples: nonces
        | nonce               |
        | another nonce       |
        | a part of the nonce |
        | no nonce            |

  @OIDC-CORE-2-2
  Rule: A client ignores claims of an ID token that it does not understand

    Scenario: An ID token with a claim that nobody knows signs the user in
      When a user signs in while the ID token has a claim that nobody knows
      Then the user is signed in

  @OIDC-CORE-10.1.1-1-CLIENT
  Rule: A client that meets an unknown kid fetches the key set of the server again

    Scenario: An ID token under a new key signs the user in
      When a user signs in after the authorization server has changed its key
      Then the user is signed in

  @OIDC-CORE-3.1.3.6-1-CLIENT
  Rule: An ID token of the token endpoint is accepted without at_hash

    Scenario: An ID token without at_hash signs the user in
      When a user signs in while the ID token says nothing of the access token
      Then the user is signed in

  @FAPI1-ADV-5.2.3-03
  Rule: The client goes no further where the user was authenticated less strongly than it needs

    Background:
      Given a web client that needs a level of assurance

    Scenario: A user who was authenticated as strongly as needed is signed in
      When a user signs in through the client
      Then the user is signed in

    Scenario Outline: A user is not signed in by an ID token that states <level>
      When a user signs in while the ID token states <level>
      Then the user is not signed in

      Examples: levels of assurance
        | level                      |
        | another level of assurance |
        | no level of assurance      |

  @FAPI1-ADV-5.2.3.1-02
  Rule: An ID token that is not signed, or whose signature is not the server's, is not accepted

    Background:
      Given a web client that asks for an ID token beside the code

    Scenario: An ID token beside the code that is signed by the server signs the user in
      When a user signs in through the client
      Then the user is signed in

    Scenario Outline: An ID token beside the code that is <flaw> signs nobody in
      When a user signs in while the ID token is <flaw>
      Then the user is not signed in

      Examples: signatures
        | flaw                                         |
        | unsigned                                     |
        | signed with an unpublished key               |
        | signed with another key under the usual name |
        | signed with the public key                   |

  @FAPI1-ADV-5.2.3.1-03
  Rule: A code that does not match the c_hash of the ID token beside it is not redeemed

    Background:
      Given a web client that asks for an ID token beside the code

    Scenario: A code that the ID token vouches for is redeemed
      When a user signs in through the client
      Then the user is signed in

    Scenario Outline: A code beside an ID token that vouches for <what> is not redeemed
      When a user signs in while the ID token vouches for <what>
      Then the client does not redeem the code

      Examples: hashes of codes
        | what         |
        | another code |
        | no code      |

  @FAPI1-ADV-5.2.3.1-04
  Rule: A response whose ID token has a wrong s_hash, or none, is not processed

    Background:
      Given a web client that asks for an ID token beside the code

    Scenario: A state that the ID token vouches for is taken
      When a user signs in through the client
      Then the user is signed in

    Scenario Outline: A state beside an ID token that vouches for <what> is not taken
      When a user signs in while the ID token vouches for <what>
      Then the client does not redeem the code

      Examples: hashes of states
        | what          |
        | another state |
        | no state      |

  @FAPI1-ADV-5.1.1-03
  Rule: An s_hash that differs in the case of a letter is another one

    Scenario: An s_hash in letters of the other case redeems nothing
      Given a web client that asks for an ID token beside the code
      When a user signs in while the ID token has the letters of s_hash in the other case
      Then the client does not redeem the code

  @FAPI1-ADV-5.2.3.1-05
  Rule: ID tokens are understood whether they are signed or signed and encrypted

    Scenario: An ID token that is signed alone is understood
      When a user signs in through the client
      Then the user is signed in

    Scenario: An encrypted ID token is understood
      Given a web client whose ID tokens are encrypted
      When a user signs in through the client
      Then the user is signed in

  @FAPI1-ADV-8.6.1-01-CLIENT
  Rule: The client does not accept an ID token encrypted with RSA1_5

    Scenario: An ID token encrypted with RSA1_5 signs nobody in
      Given a web client whose ID tokens are encrypted
      When a user signs in while the ID token is encrypted with RSA1_5
      Then the user is not signed in
