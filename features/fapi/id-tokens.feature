Feature: ID tokens of the token endpoint
  An ID token says who the user is, to one client, about one request. See OpenID Connect Core, 2 and 3.1.3.

  @OIDC-CORE-2-1 @FAPI1-BASE-5.2.2.1-06 @OIDC-CORE-3.1.3.7-1
  Rule: An ID token says who made it, for whom, about whom, and when

    Scenario: The ID token has what every ID token has
      Given the client holds a code
      When the client redeems the code
      Then the ID token of the token response names its issuer, its audience, its user and its time

  @FAPI1-ADV-8.6-01-MADE @FDX-CRYPTO-05
  Rule: An ID token is signed with PS256 or ES256

    Scenario: An ID token names an algorithm of the profile
      Given the client holds a code
      When the client redeems the code
      Then the ID token of the token response is signed with an algorithm of the profile

  @OIDC-CORE-3.1.3.7-1 @FAPI1-ADV-8.6-03-MADE @FDX-CRYPTO-06
  Rule: An ID token verifies

    Scenario: The ID token is signed with a published key
      Given the client holds a code
      When the client redeems the code
      Then the ID token of the token response is signed by the authorization server

  @OIDC-CORE-3.1.2.1-1
  Rule: The nonce of the request comes back in the ID token

    Scenario: The ID token carries the nonce
      Given the client holds a code
      When the client redeems the code
      Then the ID token of the token response carries the nonce that was sent

  @OIDC-CORE-5.3-1
  Rule: The server tells the user whom the ID token names

    @requires:userinfo
    Scenario: User and ID token agree
      Given the client has redeemed a code
      When the client asks who the user is
      Then the server tells the user whom the ID token names

  @OIDC-CORE-3.1.3.6-1
  Rule: at_hash, where it is there, is the hash of the access token

    Scenario: The ID token covers the access token or leaves it out
      Given the client holds a code
      When the client redeems the code
      Then the ID token of the token response covers the access token or says nothing of it

  @OIDC-CORE-10.2-1 @FAPI1-ADV-8.6.1-01
  Rule: A client that has registered for encrypted ID tokens gets them

    @requires:client-registration
    Scenario: The ID token of such a client is encrypted
      Given a client whose ID tokens are encrypted
      And the client holds a code
      When the client redeems the code
      Then the ID token of the token response is encrypted

  @FDX-CRYPTO-11
  Rule: Each sector knows a user by a name of its own

    @requires:another-client
    Scenario: Two clients know a user by two names
      When two clients learn who the user is
      Then they know the user by different names

  @FDX-CRYPTO-11-STABLE
  Rule: A sector knows a user always by the same name

    Scenario: One client knows a user by one name
      When one client learns twice who the user is
      Then it knows the user by one name

  @OIDC-CORE-5.3.1-1
  Rule: The name of the scheme has no case

    @requires:userinfo
    Scenario: A token under the scheme name in small letters is accepted
      Given the client has redeemed a code
      When the client asks who the user is, the scheme name in small letters
      Then the server tells who the user is
