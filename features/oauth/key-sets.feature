Feature: Published key set
  Everybody verifies access tokens with the published keys: what lies there must be public, and must be told apart.
  See RFC 7517, 9.2, and FAPI 1.0 Advanced, 8.9.

  @RFC7517-5-1
  Rule: The published key set holds public keys only

    Scenario: No private part of a key is published
      When the client reads the key set of the authorization server
      Then the key set holds public keys only

  @FAPI1-ADV-8.9-03
  Rule: A published key set does not repeat a name

    Scenario: Every key has a name of its own
      When the client reads the key set of the authorization server
      Then no name in the key set stands for two keys
