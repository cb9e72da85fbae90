Feature: How web clients prove who they are
  What a client proves itself with must be of use to nobody who sees it, and must be bound to whom it is for. See FAPI 1.0 Baseline, 5.2.4,
  and FAPI 1.0 Advanced, 5.2.3 and 8.6.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-5.2.4-01.1
  Rule: A client of mutual TLS shows the certificate that it is registered with

    Scenario: The token endpoint sees the registered certificate
      Given a web client that proves who it is by its certificate
      When a user signs in through the client
      Then the client shows its certificate to the token endpoint

  @FAPI1-BASE-5.2.4-01.2
  Rule: A client of assertions sends a legal and fresh one with every request, and never its secret

    Scenario: Each assertion is legal, fresh and alone
      When two users sign in through the client
      Then each assertion names the client as issuer and subject
      And each assertion is addressed to the server that it is sent to
      And each assertion states an expiry that lies ahead of it
      And each assertion has a jti of its own
      And no request has a secret of the client

  @FAPI1-BASE-5.2.4-02
  Rule: The client's RSA keys have 2048 bits or more

    Scenario: Signatures are made by long RSA keys
      Given a web client that signs with an RSA key
      When a user signs in through the client
      Then the RSA keys of the client are long enough

  @FAPI1-ADV-5.2.3-01
  Rule: The client shows its certificate to the token endpoint and to the resources, so that its tokens can be bound to it

    Scenario: Token endpoint and resource see one certificate
      When a user signs in through the client
      Then the client shows its certificate to the token endpoint
      And the client shows its certificate to the resource

  @FAPI1-ADV-8.6-01-CLIENT @FDX-CRYPTO-05-CLIENT
  Rule: The algorithms of the profile are the only ones that the client signs with, and that it accepts

    Scenario: An RSA key signs with an algorithm of the profile
      Given a web client that signs with an RSA key
      When a user signs in through the client
      Then every JWT of the client is signed with an algorithm of the profile

    Scenario: A response JWT under RS256 redeems nothing
      Given a web client that asks for responses within a JWT
      When a user signs in while the response JWT is signed with RS256
      Then the client does not redeem the code

    Scenario: An ID token under RS256 signs nobody in
      When a user signs in while the ID token is signed with RS256
      Then the user is not signed in

  @FAPI1-ADV-8.6-03-CLIENT @FDX-CRYPTO-06-CLIENT
  Rule: The client neither sends nor accepts a JWT with the algorithm none

    Scenario: Every JWT of a client is signed
      When a user signs in through the client
      Then no JWT of the client is unsigned

    Scenario Outline: A response JWT that is <flaw> redeems nothing
      Given a web client that asks for responses within a JWT
      When a user signs in while the response JWT is <flaw>
      Then the client does not redeem the code

      Examples: spellings
        | flaw                                    |
        | unsigned                                |
        | unsigned under another spelling of none |

    Scenario Outline: An ID token that is <flaw> vouches for nobody
      When a user signs in while the ID token is <flaw>
      Then the user is not signed in

      Examples: spellings
        | flaw                                    |
        | unsigned                                |
        | unsigned under another spelling of none |

  @FAPI1-ADV-8.9-02-CLIENT
  Rule: The client neither sends nor follows the headers jku and x5u

    Scenario: No header of a client leads to keys
      When a user signs in through the client
      Then no JWT of the client says where its keys are

    Scenario: Keys that the header of a response leads to are not fetched
      Given a web client that asks for responses within a JWT
      When a user signs in while the response JWT points to a key set
      Then the client fetches no keys from where the header says

    Scenario: Keys that the header of an ID token leads to are not fetched
      When a user signs in while the ID token points to a key set
      Then the client fetches no keys from where the header says
