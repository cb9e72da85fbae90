Feature: Refresh tokens
  A refresh token lives long, so that whoever steals it must find it useless. See RFC 6749, 6.

  @RFC6749-6-1
  Rule: A refresh token serves only the client that it was issued to

    Scenario: A refresh token of the client yields an access token
      Given the client holds a refresh token
      When the client refreshes its tokens
      Then the authorization server issues an access token

    @requires:another-client
    Scenario: A refresh token with another client's credentials is refused
      Given the client holds a refresh token
      When the refresh token is used with another client's credentials
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

    @requires:another-client
    Scenario: A refresh token with another client's credentials over the client's own connection is refused
      Given the client holds a refresh token
      When the refresh token is used with another client's credentials over its own connection
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @RFC8705-3-3
  Rule: A refresh token needs the certificate of its client

    @requires:another-client
    Scenario: A refresh token over a connection with another client's certificate is refused
      Given the client holds a refresh token
      When the refresh token is used over a connection with another client's certificate
      Then no access token is issued
