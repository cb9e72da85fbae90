Feature: What comes with tokens of users
  See RFC 6749, 5.1, FAPI 1.0 Baseline, 5.2.2, items 14, 15 and 21, and the notes there.

  @FAPI1-BASE-5.2.2-15
  Rule: The scope that was granted is stated where the request could be changed in the browser

    Scenario: The token response states the scope
      Given the client holds a code
      When the client redeems the code
      Then the token response states the scope that was granted

  @FAPI1-BASE-5.2.2-N4
  Rule: A scope that differs from the one asked for is stated

    Scenario: Introspection and token response agree about the scope
      Given the client holds a code
      When the client redeems the code
      Then the scope of the token is the one stated, or the one asked for

  @FAPI1-BASE-5.2.2-21 @FAPI1-BASE-7.4.3-02 @FDX-AS-10
  Rule: Access tokens live for a short time

    Scenario: The lifetime is within the profile's limit
      Given the client holds a code
      When the client redeems the code
      Then the token lives no longer than the profile allows

  @RFC6749-6-2
  Rule: A refresh token grants no more than was granted

    Scenario: A refresh token for more scope than was granted is refused, or brings no more
      Given the client holds a refresh token
      When the client refreshes its tokens for a scope that was never granted
      Then the authorization server grants no scope that was never granted

  @RFC7009-2-2
  Rule: A refresh token can be revoked

    @requires:revocation
    Scenario: A revoked refresh token is refused
      Given the client holds a refresh token
      When the client revokes its refresh token and refreshes its tokens
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @RFC7009-2.1-3
  Rule: A revoked refresh token takes its access tokens with it

    @requires:revocation @requires:introspection
    Scenario: The access token of a revoked refresh token is of no use any more
      Given the client holds a refresh token
      When the client revokes its refresh token and refreshes its tokens
      Then the access token of the revoked refresh token is of no use any more

  @OIDC-CORE-5.3-2
  Rule: The server tells about users for the scope openid only

    @requires:userinfo
    Scenario: A token without openid does not tell who the user is
      Given the client holds a token without the scope openid
      When the client asks who the user is
      Then the server tells nothing of the user

  @OIDC-CORE-5.3.3-1
  Rule: The server tells nothing for a token that has ended

    @requires:userinfo @requires:clock-control
    Scenario: An expired token does not tell who the user is
      Given the client has redeemed a code
      When the client asks who the user is after the token has expired
      Then the server tells nothing of the user
