Feature: Keys that messages are encrypted to
  Whoever encrypts to a wrong key tells a stranger everything. See Part 4 of the FDX security profile, key usage, crypto-period, algorithm and
  key size.

  @FDX-E2E-09
  Rule: Encryption keys may be taken from where the recipient publishes them

    Scenario: A recipient that publishes its keys is encrypted to
      Given a recipient of messages
      When the recipient publishes its keys instead of handing them over
      Then the recipient can open the message

  @FDX-E2E-12-PRODUCER
  Rule: Nothing is encrypted to a key that is published for signatures

    Scenario: A signing key of the recipient is not encrypted to
      Given a recipient of messages
      When the recipient registers a key that is published for signatures
      Then the producer encrypts nothing to it

  @FDX-E2E-26-PRODUCER
  Rule: Nothing is encrypted to a short RSA key

    Scenario: A key of 1024 bits is not encrypted to
      Given a recipient of messages
      When the recipient registers an RSA key of 1024 bits
      Then the producer encrypts nothing to it

  @FDX-E2E-38-PRODUCER
  Rule: Nothing is encrypted to a key that does not lie on its curve

    Scenario Outline: A key off <curve> is not encrypted to
      Given a recipient of messages with a key on <curve>
      When the recipient registers a key that lies on no curve
      Then the producer encrypts nothing to it

      Examples: curves
        | curve |
        | P-256 |
        | P-384 |
        | P-521 |

  @FDX-E2E-15-PRODUCER
  Rule: Nothing is encrypted to a key whose certificate has expired

    Scenario: A key with an expired certificate is not encrypted to
      Given a recipient of messages
      When the recipient registers a key whose certificate has expired
      Then the producer encrypts nothing to it

  @FDX-E2E-50-PRODUCER
  Rule: Nothing is encrypted to a key whose chain does not hold

    Scenario: A key with a certificate of an unknown authority is not encrypted to
      Given a recipient of messages
      When the recipient registers a key whose certificate nobody trusted has issued
      Then the producer encrypts nothing to it

  @FDX-E2E-43-PRODUCER
  Rule: Key sets of recipients are fetched over TLS only

    Scenario: Keys that are found without TLS are not encrypted to
      Given a recipient of messages
      When the recipient's keys are found without TLS
      Then the producer encrypts nothing to it

  @FDX-E2E-44-PRODUCER
  Rule: A host of recipients' keys that does not show who it is is not believed

    Scenario Outline: Keys that are found <where> are not encrypted to
      Given a recipient of messages
      When the recipient's keys are found <where>
      Then the producer encrypts nothing to it

      Examples: hosts
        | where                                                |
        | at a host with a certificate of an unknown authority |
        | at a host with a certificate for another name        |
