Feature: Encrypted payloads
  A payload is signed, and what comes of it is encrypted: a nested JWT. See Part 4 of the FDX security profile, payload encryption, and
  RFC 7519, appendix A.2.

  Background:
    Given a recipient of messages

  @FDX-E2E-05
  Rule: An encrypted payload is a JWS within a JWE

    Scenario: A payload is signed before it is encrypted
      When the recipient fetches a message
      Then a signed payload is within the message

  @FDX-E2E-68-PRODUCER
  Rule: The signature within is that of a published key

    Scenario Outline: A payload signed with <signature> within <encryption> verifies
      When the recipient asks for messages signed with <signature> and encrypted with <encryption>
      Then the signature is that of a published key

      Examples: signatures and encryptions
        | signature | encryption     |
        | ES256     | ECDH-ES        |
        | ES256     | ECDH-ES+A128KW |
        | ES256     | ECDH-ES+A256KW |
        | ES256     | RSA-OAEP       |
        | ES256     | RSA-OAEP-256   |
        | PS256     | ECDH-ES        |
        | PS256     | ECDH-ES+A128KW |
        | PS256     | ECDH-ES+A256KW |
        | PS256     | RSA-OAEP       |
        | PS256     | RSA-OAEP-256   |
        | EdDSA     | ECDH-ES+A256KW |
        | EdDSA     | RSA-OAEP-256   |

    Scenario Outline: A payload in the <serialization> serialization verifies
      When the recipient asks for messages in the <serialization> serialization
      Then the signature is that of a published key

      Examples: serializations
        | serialization |
        | compact       |
        | flattened     |
        | general       |

  @FDX-E2E-27
  Rule: What signs is an algorithm of the list of FDX, which RS256 is not

    Scenario: A payload is signed by an algorithm of the list
      When the recipient fetches a message
      Then the payload is signed by an algorithm of the list

  @FDX-E2E-19-PRODUCER
  Rule: The signed header leads to the signing key

    Scenario: The signed header leads to the key
      When the recipient fetches a message
      Then the signed header leads to the key

  @FDX-E2E-49
  Rule: The first certificate of a chain is that of the key

    Scenario: The certificate of the signing key comes first
      When the recipient fetches a message
      Then the first certificate in the signed header is that of the key

  @FDX-E2E-22
  Rule: An encrypted payload is called application/jwt

    Scenario: A payload is called by its media type
      When the recipient fetches a message
      Then the recipient can open the message
      And the message is called application/jwt

  @FDX-E2E-64
  Rule: Messages are sent in the compact form

    Scenario: A message is compact where nothing else was asked for
      When the recipient fetches a message
      Then the recipient can open the message
      And the message is in the compact form

  @FDX-E2E-65
  Rule: Errors are told in the clear

    Scenario: An error can be read
      When somebody asks for a message without being registered
      Then the producer tells an error in the clear

  @FDX-E2E-65-NAMES
  Rule: Errors say nothing of the customer

    Scenario: An error is impersonal
      When somebody asks for a message without being registered
      Then the producer tells an error in the clear
      And the error says nothing of the customer
