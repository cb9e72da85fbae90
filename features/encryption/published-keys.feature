Feature: Published keys of message parties
  Each side publishes keys for one use and for a time. See Part 4 of the FDX security profile, key usage, crypto-period and algorithm and key
  size, for both pairs.

  @FDX-E2E-12
  Rule: No key that is published for encryption is published for signatures too

    Scenario: An encryption key has one use
      When the encryption keys are looked at
      Then each of them has one use

  @FDX-E2E-13
  Rule: Private encryption keys are not published

    Scenario: Encryption keys are public
      When the encryption keys are looked at
      Then no private key is among them

  @FDX-E2E-13-PRODUCER
  Rule: Private signing keys are not published

    Scenario: Signing keys are public
      When the signing keys are looked at
      Then no private key is among them

  @FDX-E2E-25
  Rule: Encryption keys are published with certificates

    Scenario: Each encryption key has a certificate
      When the encryption keys are looked at
      Then each of them has a certificate

  @FDX-E2E-25-PRODUCER
  Rule: Signing keys are published with certificates

    Scenario: Each signing key has a certificate
      When the signing keys are looked at
      Then each of them has a certificate

  @FDX-E2E-26
  Rule: Published RSA keys have 2048 bits or more

    Scenario: No encryption key is too short
      When the encryption keys are looked at
      Then none of them is too short

  @FDX-E2E-15
  Rule: An encryption key is used for two years at most

    @requires:clock-control
    Scenario: Encryption keys are others after two years
      When the encryption keys are looked at again after two years
      Then none of them was there before

  @FDX-E2E-16
  Rule: A signing key is used for two years at most

    @requires:clock-control
    Scenario: Messages are signed with another key after two years
      Given a recipient of messages
      When recipients fetch messages that lie two years apart
      Then they are signed with different keys
