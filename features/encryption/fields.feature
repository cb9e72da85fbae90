Feature: Encrypted fields
  Where only a part of a document is confidential, that part alone is a nested JWT, and the rest may be read on the way. See Part 4 of the
  FDX security profile, field encryption, and its example 7.2.

  @FDX-E2E-06
  Rule: An encrypted field is a JWS within a JWE

    Scenario: A field is signed before it is encrypted
      Given a recipient of messages
      When the recipient fetches a document with an encrypted field
      Then a signed payload is within the message
      And the signature is that of a published key

  @FDX-E2E-23
  Rule: A document with encrypted fields stays application/json

    Scenario: A document is called by its media type
      Given a recipient of messages
      When the recipient fetches a document with an encrypted field
      Then the recipient can open the message
      And the message is called application/json

  @FDX-E2E-06-CONSUMER
  Rule: An encrypted field may be read

    Scenario: A document with an encrypted field and data beside it is accepted
      Given a producer whose keys are registered with the consumer
      When the producer sends a document with an encrypted field
      Then the consumer accepts the message

  @FDX-E2E-24
  Rule: Authenticated data beside the content are what was authenticated

    Scenario: Data that were changed beside the content make the message invalid
      Given a producer whose keys are registered with the consumer
      When a message arrives whose content has other authenticated data beside it
      Then the consumer refuses the message
