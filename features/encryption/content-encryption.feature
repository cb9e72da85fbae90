Feature: Encrypted content
  Content keys are used once, and content that anybody has touched does not open. See Part 4 of the FDX security profile, content encryption
  key, RFC 7516, 5, and RFC 7518, 4 and 5.3.

  @FDX-E2E-20
  Rule: Each message has a content key of its own

    Scenario: Several messages have different content keys
      Given a recipient of messages
      When the recipient fetches several messages
      Then no two messages share a content key

  @FDX-E2E-62
  Rule: Each message has an ephemeral key of its own

    Scenario: Several messages have different ephemeral keys
      Given a recipient of messages
      When the recipient fetches several messages
      Then no two messages share an ephemeral key

  @FDX-E2E-14
  Rule: A signing key does nothing else

    Scenario: The ephemeral key of an agreement does not sign
      Given a recipient of messages
      When the recipient fetches a message
      Then no ephemeral key signs

    Scenario: No signing key is published for encryption
      Given a recipient of messages
      When the signing keys are looked at
      Then each of them has one use

  @FDX-E2E-63
  Rule: The agreed key is derived for the algorithm that the header names

    Scenario Outline: A key that is agreed on by <encryption> is derived for it
      Given a recipient of messages
      When the recipient asks for messages signed with ES256 and encrypted with <encryption>
      Then the recipient can open the message

      Examples: agreements
        | encryption     |
        | ECDH-ES        |
        | ECDH-ES+A128KW |
        | ECDH-ES+A256KW |

    Scenario Outline: A key of an agreement on <curve> is derived for the algorithm
      Given a recipient of messages with a key on <curve>
      When the recipient fetches a message
      Then the recipient can open the message

      Examples: curves
        | curve |
        | P-256 |
        | P-384 |
        | P-521 |

  @FDX-E2E-31-PRODUCER
  Rule: Vectors have 96 bits and tags 128

    Scenario: A message has vector and tag of the right length
      Given a recipient of messages
      When the recipient fetches a message
      Then vector and tag have the lengths of A256GCM

  @FDX-E2E-17
  Rule: Content keys are encrypted by an algorithm that IANA recommends

    Scenario: A content key under RSA is encrypted as recommended
      Given a recipient of messages
      When the recipient asks for messages signed with ES256 and encrypted with RSA-OAEP-256
      Then the content key is encrypted as recommended

  @FDX-E2E-17-OFFERED @FDX-E2E-69
  Rule: Each of the recommended algorithms is read, also within the other family of keys

    Scenario Outline: A message signed with <signature> and encrypted with <encryption> is accepted
      Given a producer whose keys are registered with the consumer
      When the producer signs with <signature> and encrypts with <encryption>
      Then the consumer accepts the message

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

  @FDX-E2E-63-CONSUMER
  Rule: A key that was derived for the algorithm opens the message

    Scenario: A message by an agreed key is accepted
      Given a producer whose keys are registered with the consumer
      When the producer signs with ES256 and encrypts with ECDH-ES+A256KW
      Then the consumer accepts the message

    Scenario Outline: A message by an agreement on <curve> is accepted
      Given a producer whose keys are registered with the consumer
      And the producer encrypts to keys on <curve> alone
      When the producer sends a message
      Then the consumer accepts the message

      Examples: curves
        | curve |
        | P-256 |
        | P-384 |
        | P-521 |

  @FDX-E2E-64-CONSUMER
  Rule: Messages may be read in the serializations in JSON too

    Scenario Outline: A message in the <serialization> serialization is accepted
      Given a producer whose keys are registered with the consumer
      When the producer writes its message in the <serialization> serialization
      Then the consumer accepts the message

      Examples: serializations
        | serialization |
        | flattened     |
        | general       |

  @FDX-E2E-56-CONSUMER
  Rule: The parties that a header names enter the agreed key

    Scenario: A message that names the parties is accepted
      Given a producer whose keys are registered with the consumer
      When the producer names the parties of the agreement
      Then the consumer accepts the message

  @FDX-E2E-20-CONSUMER
  Rule: Content that was changed is refused

    Scenario Outline: A message whose content <change> is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose content <change>
      Then the consumer refuses the message

      Examples: changes
        | change                            |
        | has another tag                   |
        | has another initialization vector |
        | was changed                       |
        | has another encrypted key         |

  @FDX-E2E-31
  Rule: A vector or a tag of another length is refused

    Scenario Outline: A message whose content has <length> is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose content has <length>
      Then the consumer refuses the message

      Examples: lengths
        | length                               |
        | an initialization vector of 128 bits |
        | a tag of 96 bits                     |

  @FDX-E2E-41
  Rule: Compressed content is not inflated without limit

    Scenario: A few kilobytes that inflate to megabytes are refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose content inflates to megabytes
      Then the consumer refuses the message

  @FDX-E2E-17-CONSUMER
  Rule: A content key that is encrypted with RSA1_5 is refused

    Scenario: A message under RSA1_5 is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose content has a key that is encrypted with RSA1_5
      Then the consumer refuses the message

  @FDX-E2E-38
  Rule: An ephemeral key that does not lie on its curve is refused

    Scenario Outline: Messages by points of small order on other curves than <curve> are refused
      Given a producer whose keys are registered with the consumer
      And the producer encrypts to keys on <curve> alone
      When a message arrives whose content has a key that was agreed on off the curve
      Then the consumer refuses the message

      Examples: curves
        | curve |
        | P-256 |
        | P-384 |
        | P-521 |

  @FDX-E2E-38-NAMED
  Rule: An ephemeral key that names another curve is refused

    Scenario Outline: A message by a key that lies on <curve> and names another curve is refused
      Given a producer whose keys are registered with the consumer
      And the producer encrypts to keys on <curve> alone
      When a message arrives whose content has a key that was agreed on by the name of another curve
      Then the consumer refuses the message

      Examples: curves
        | curve |
        | P-256 |
        | P-384 |
        | P-521 |
