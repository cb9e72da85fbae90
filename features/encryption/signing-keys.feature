Feature: Keys that messages are signed with
  A signature is worth what is known of its key: whose it is, what it is for, and who vouches for it. See Part 4 of the FDX security profile,
  signing keys and verification, and RFC 7515, 4.1 and 10.3.

  @FDX-E2E-19
  Rule: A key that a message brings along is not trusted for that

    Scenario Outline: A message whose signing key <way> is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signing key <way>
      Then the consumer refuses the message

      Examples: keys of an attacker
        | way                                                |
        | is brought along by the header                     |
        | is brought along by a header without a name for it |

  @FDX-E2E-35
  Rule: Keys are not taken from an address that is not registered

    Scenario Outline: A message by a key that <way> is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signing key <way>
      Then the consumer refuses the message

      Examples: addresses of an attacker
        | way                                                                |
        | is found at an address that is not registered                      |
        | is found by a name of its own at an address that is not registered |

  @FDX-E2E-70
  Rule: An address of keys that nothing protects is not followed

    Scenario: A message whose unprotected header points to the attacker's keys is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signing key is found at an address that nothing protects
      Then the consumer refuses the message

  @FDX-E2E-14-CONSUMER
  Rule: A key that is published for encryption signs nothing

    Scenario: A message that is signed with an encryption key is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signing key is published for encryption
      Then the consumer refuses the message

  @FDX-E2E-26-CONSUMER
  Rule: A signature by a short RSA key is refused

    Scenario: A message that is signed with a key of 1024 bits is refused
      Given a producer whose keys are registered with the consumer
      When a message arrives whose signing key is an RSA key of 1024 bits
      Then the consumer refuses the message

  @FDX-E2E-36 @FDX-E2E-50
  Rule: A certificate leads to a trusted authority, and is in its time

    Scenario: A message by a key with a certificate in order is accepted
      When the producer signs with a published key that has a certificate
      Then the consumer accepts the message

    Scenario: A message whose certificate leads to an unknown authority is refused
      When a message arrives by a published key with a certificate that leads to an unknown authority
      Then the consumer refuses the message

  @FDX-E2E-36
  Rule: A certificate is in its time

    Scenario: A message whose certificate has expired is refused
      When a message arrives by a published key with a certificate that has expired
      Then the consumer refuses the message

  @FDX-E2E-36-REVOKED
  Rule: A certificate is not on the list that it points to

    Scenario: A message whose certificate was revoked is refused
      When a message arrives by a published key whose certificate its authority has revoked
      Then the consumer refuses the message

  @FDX-E2E-50
  Rule: A chain that does not hold is refused

    Scenario: A message whose chain is broken is refused
      When a message arrives by a published key with a certificate that is followed by a certificate that did not issue it
      Then the consumer refuses the message

  @FDX-E2E-49-CONSUMER
  Rule: A chain whose first certificate is not that of the key is refused

    Scenario: A message whose chain begins with the authority is refused
      When a message arrives by a published key with a certificate that comes after that of the authority
      Then the consumer refuses the message

  @FDX-E2E-43
  Rule: Key sets are fetched over TLS only

    Scenario: A message whose keys are found without TLS is refused
      When a message arrives from a producer whose keys are found without TLS
      Then the consumer refuses the message

  @FDX-E2E-44
  Rule: A host of keys that does not show who it is is not believed

    Scenario Outline: A message whose keys are found <where> is refused
      When a message arrives from a producer whose keys are found <where>
      Then the consumer refuses the message

      Examples: hosts
        | where                                                |
        | at a host with a certificate of an unknown authority |
        | at a host with a certificate for another name        |
