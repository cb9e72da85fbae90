Feature: Where web clients go
  Whoever can put another server in the place of the right one gets codes, tokens and users. See FAPI 1.0 Baseline, 5.2.3 and 7, FAPI 1.0
  Advanced, 8, and OpenID Connect Discovery, 4.3.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-5.2.3-11 @FAPI1-BASE-7.7-02
  Rule: The client takes the server's metadata from the server's well-known documents only

    Scenario: The client reads the discovery document before it sends anybody anywhere
      When a user signs in through the client
      Then the client has read the discovery document

  @OIDC-DISC-4.3-1-CLIENT
  Rule: A client goes no further where the discovery document names another issuer than the one that was asked

    Scenario: Metadata of the right issuer lead on
      When a user signs in through the client
      Then the user is signed in

    Scenario: Metadata of another issuer lead nowhere
      When a user signs in while the metadata name another issuer
      Then the client does not ask for authorization

  @FAPI1-BASE-7.1-00-CLIENT @FAPI1-ADV-8.5-00-CLIENT
  Rule: The client calls nothing without TLS

    Scenario: Everything of a sign-in is encrypted
      When a user signs in through the client
      Then the client calls nothing without TLS

    Scenario Outline: Nothing is sent to <endpoint> without TLS
      When a user signs in while the metadata name <endpoint> without TLS
      Then the client calls nothing without TLS

      Examples: endpoints that the client calls
        | endpoint         |
        | a token endpoint |
        | a key set        |

  @FAPI1-BASE-7.1-02
  Rule: The client sends nothing to a server whose certificate is not valid for its host

    Scenario Outline: Nothing goes to <host> under a certificate <defect>
      When a user signs in after the certificate of <host> was replaced by one <defect>
      Then nothing of the client goes to <host>

      Examples: each leg of a sign-in
        | host                     | defect                         |
        | the authorization server | issued by an unknown authority |
        | the authorization server | made out to another host       |
        | the resource             | issued by an unknown authority |
        | the resource             | made out to another host       |

  @FAPI1-ADV-8.5-01-CLIENT
  Rule: The client agrees below TLS 1.3 to nothing but the four suites of DHE or ECDHE with RSA and AES in GCM

    Scenario: The suites of a sign-in are permitted
      When a user signs in through the client
      Then the client agrees to no cipher suite but those of the profile

    Scenario: A server with other suites is not talked to
      When a user signs in after the authorization server has changed to other cipher suites
      Then the client agrees to no cipher suite but those of the profile

  @FAPI1-ADV-8.11-02-CLIENT
  Rule: Where a kid occurs twice in the server's key set, the client tells the keys apart by their other members

    Scenario: A key with a namesake of another kind is found
      When a user signs in while two published keys have one name
      Then the user is signed in
