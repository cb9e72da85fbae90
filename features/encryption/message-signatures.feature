Feature: Signatures within encrypted messages
  Whoever knows a public key can encrypt to it; who a message is from, only the signature within tells. See Part 4 of the FDX security
  profile, verification, RFC 7515, 5.2 and 10, and RFC 8725, 2 and 3.

  Background:
    Given a producer whose keys are registered with the consumer

  @FDX-E2E-68
  Rule: The signature within is verified after decryption

    Scenario: A message that the producer has signed is accepted
      When the producer sends a message
      Then the consumer accepts the message

    Scenario Outline: A message whose signature <flaw> is refused
      When a message arrives whose signature <flaw>
      Then the consumer refuses the message

      Examples: signatures of another
        | flaw                       |
        | was made by an attacker    |
        | was stripped               |
        | is that of another payload |

  @FDX-E2E-34 @FDX-E2E-05-CONSUMER
  Rule: What is decrypted is a signed payload

    Scenario: A message that is encrypted and not signed is refused
      When a message arrives whose layers are reduced to the encrypted one
      Then the consumer refuses the message

  @FDX-E2E-05-CONSUMER
  Rule: A message has both layers, in their order

    Scenario: A message that is signed and not encrypted is refused
      When a message arrives whose layers are reduced to the signed one
      Then the consumer refuses the message

    Scenario: A message that is signed after encryption is refused
      When a message arrives whose layers are swapped
      Then the consumer refuses the message

  @FDX-CRYPTO-06-MESSAGE
  Rule: A payload that says that nobody signed it is not accepted

    Scenario Outline: A message whose signature is declared to be <none> is refused
      When a message arrives whose signature is declared to be <none>
      Then the consumer refuses the message

      Examples: spellings of none
        | none             |
        | none             |
        | none in capitals |

  @FDX-E2E-29
  Rule: The bare digest of what was to be signed does not pass for its signature

    Scenario: A digest in the place of the signature is refused
      When a message arrives whose signature is the bare digest of what was to be signed
      Then the consumer refuses the message

  @FDX-CRYPTO-01-MESSAGE
  Rule: A public key does not pass for a secret

    Scenario: A code under the public key is refused
      When a message arrives whose signature is a code under the public key
      Then the consumer refuses the message

  @FDX-CRYPTO-02-MESSAGE
  Rule: Payloads signed with PS256 are read

    Scenario: A payload signed with PS256 is accepted
      When the producer signs its payload with PS256
      Then the consumer accepts the message

  @FDX-CRYPTO-03-MESSAGE
  Rule: Payloads signed with ES256 are read

    Scenario: A payload signed with ES256 is accepted
      When the producer signs its payload with ES256
      Then the consumer accepts the message

  @FDX-CRYPTO-04-MESSAGE
  Rule: Payloads signed with Ed25519 are read

    Scenario: A payload signed with EdDSA is accepted
      When the producer signs its payload with EdDSA
      Then the consumer accepts the message

  @FDX-CRYPTO-05-MESSAGE
  Rule: Payloads signed with RS256 are refused

    Scenario: A payload signed with RS256 is refused
      When a message arrives whose signature was made by RS256
      Then the consumer refuses the message

  @FDX-E2E-37
  Rule: A payload that says when it was issued is refused long after that, and before

    Scenario Outline: A payload that <moment> is refused
      When a message arrives whose payload <moment>
      Then the consumer refuses the message

      Examples: moments
        | moment                   |
        | was issued a year ago    |
        | was issued in the future |
