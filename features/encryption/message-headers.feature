Feature: Headers of encrypted messages
  The header says how a message was encrypted, so that nobody has to guess. See Part 4 of the FDX security profile, header parameters, and
  RFC 7516, 4.1.

  @FDX-E2E-39-PRODUCER
  Rule: The header names the algorithm

    Scenario: The algorithm is named
      Given a recipient of messages
      When the recipient fetches a message
      Then the header names alg

  @FDX-E2E-40-PRODUCER
  Rule: The header says what the content is encrypted with

    Scenario: The content encryption is named
      Given a recipient of messages
      When the recipient fetches a message
      Then the header names enc

  @FDX-E2E-30
  Rule: The header says that the content is a JWT

    Scenario: The content is called a JWT
      Given a recipient of messages
      When the recipient fetches a message
      Then the header says that the content is a JWT

  @FDX-E2E-56
  Rule: The header of an agreement has the ephemeral key

    Scenario: The ephemeral key is told
      Given a recipient of messages
      When the recipient asks for messages signed with ES256 and encrypted with ECDH-ES
      Then the header names epk

  @FDX-E2E-56-PARTIES
  Rule: The header of an agreement names the parties

    Scenario: Both parties are named
      Given a recipient of messages
      When the recipient fetches a message
      Then the header names apu
      And the header names apv

  @FDX-E2E-28-PRODUCER
  Rule: Every part is base64url without padding

    Scenario: A message has no padding
      Given a recipient of messages
      When the recipient fetches a message
      Then the recipient can open the message

  @FDX-E2E-39
  Rule: A header without alg is refused

    Scenario: A message without an algorithm is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header names no algorithm
      Then the consumer refuses the message

  @FDX-E2E-40
  Rule: A header without enc is refused

    Scenario: A message without a content encryption is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header does not say what the content is encrypted with
      Then the consumer refuses the message

  @FDX-E2E-55
  Rule: A critical extension that is not known makes the message invalid

    Scenario: An unknown extension of the encrypted layer is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header has an unknown critical extension
      Then the consumer refuses the message

    Scenario: An unknown extension of the signed layer is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signature has an unknown critical extension in its header
      Then the consumer refuses the message

  @FDX-E2E-30-CONSUMER
  Rule: Content that is called something else than a JWT is refused

    Scenario: Content that is called JSON is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header calls the content JSON
      Then the consumer refuses the message

  @FDX-E2E-33
  Rule: The private key is that which the header names

    Scenario: A message for a key that the consumer does not have is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header names a key that the consumer does not have
      Then the consumer refuses the message

  @FDX-E2E-21
  Rule: No parameter stands in two headers

    Scenario: A parameter that is protected and unprotected is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose header stands partly in another header too
      Then the consumer refuses the message

  @FDX-E2E-42 @FDX-E2E-46 @FDX-E2E-48 @FDX-E2E-51 @FDX-E2E-52 @FDX-E2E-53
  Rule: A header may have parameters that help to find a key

    Scenario Outline: A message with <parameter> is accepted
      Given a producer whose keys are registered with the consumer
      When the producer adds <parameter> to the header of its message
      Then the consumer accepts the message

      Examples: parameters
        | parameter |
        | jku       |
        | jwk       |
        | x5u       |
        | x5t       |
        | x5t#S256  |
        | typ       |

  @FDX-E2E-32
  Rule: The compact form has five parts

    Scenario Outline: A message that has <number> parts is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose form has <number> parts
      Then the consumer refuses the message

      Examples: numbers
        | number |
        | four   |
        | six    |

  @FDX-E2E-28
  Rule: Base64 has one spelling

    Scenario Outline: A message that is <spelling> is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose form is <spelling>
      Then the consumer refuses the message

      Examples: spellings
        | spelling              |
        | padded                |
        | in the other alphabet |
