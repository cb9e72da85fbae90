Feature: Tokens that are bound to certificates
  A token that only its client can use is worth nothing to a thief. See RFC 8705, 3, and FAPI 1.0 Advanced, 5.2.2, items 5 and 6.

  @FAPI1-ADV-5.2.2-05 @FAPI1-ADV-5.2.2-06 @RFC8705-3-1
  Rule: An access token is bound to the certificate of its client

    @requires:introspection
    Scenario: A token states the certificate that it is bound to
      Given the client holds a code
      When the client redeems the code
      Then the access token is bound to the certificate of the client

    Scenario: A code over a connection without a certificate yields no token
      When a code is redeemed over a connection without a certificate
      Then no access token is issued

  @RFC8705-3.2-1
  Rule: Introspection tells the certificate that a token is bound to

    @requires:introspection
    Scenario: The introspection of a token names the certificate of its client
      Given the client holds a code
      When the client redeems the code
      Then introspection tells to which certificate the access token is bound

  @RFC8705-3-2
  Rule: A refreshed token is bound to the certificate of its client

    @requires:introspection
    Scenario: A refreshed token states the certificate that it is bound to
      Given the client holds a refresh token
      When the client refreshes its tokens
      Then the access token is bound to the certificate of the client

  @RFC8705-3-4
  Rule: A bound token is of use over its own connection only

    @requires:userinfo @requires:another-client
    Scenario: A token over a connection with another client's certificate opens nothing
      Given the client has redeemed a code
      When another client asks who the user is with the token of the client
      Then the server tells nothing of the user
