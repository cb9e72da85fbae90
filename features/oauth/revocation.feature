@requires:client-credentials
Feature: Token revocation
  A client that has lost a token ends it; nobody else can end it for the client.
  See RFC 7009, 2.

  Background:
    Given a client registered with the authorization server
    And the client holds an access token

  @RFC7009-2-1 @requires:revocation @requires:introspection
  Rule: A revoked token is no longer active

    Scenario: A token that its client has revoked has ended
      When the client revokes its access token
      Then the revocation succeeds, unless access tokens are not revoked
      And the access token is no longer active

  @FDX-AS-09 @requires:revocation @requires:introspection
  Rule: Access tokens can be revoked

    Scenario: An access token that its client has revoked has ended
      When the client revokes its access token
      Then the revocation succeeds
      And the access token is no longer active

  @RFC7009-2.1-1 @requires:revocation @requires:introspection @requires:another-client
  Rule: A client cannot revoke the token of another

    Scenario: A token that another client has tried to revoke lives on
      When another client revokes the access token
      Then the access token is still active

  @RFC7009-2.1-2 @requires:revocation @requires:introspection
  Rule: The revocation endpoint answers only an authenticated client

    Scenario: A token that a stranger has tried to revoke lives on
      When somebody revokes the access token without authenticating
      Then the revocation endpoint refuses the caller
      And the access token is still active

  @RFC7009-2.2-1 @requires:revocation
  Rule: Revoking an unknown token succeeds

    Scenario: A token that was never issued can be revoked
      When the client revokes a token that was never issued
      Then the revocation succeeds
