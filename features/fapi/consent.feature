Feature: Consent in detail
  A consent object says which data of which resource a client may have; the scope says the same in short. Once the user withdraws
  it, nothing that came of it is of use. See the FDX security profile, consent, and RFC 9396.

  @FDX-GEN-12
  Rule: Consent is asked for in detail

    Scenario: A request with a consent object is granted, and the grant says what it is for
      When the client asks a user for authorization with a consent object
      Then the authorization server issues a code
      And the grant tells what the user has consented to

  @FDX-AS-12 @FDX-AS-13
  Rule: A scope that falls short of the consent object fails

    Scenario: A request with a scope too few is refused
      When the client asks a user for authorization with a consent object and a scope too few
      Then the authorization server refuses the authorization request

  @FDX-AS-12 @FDX-AS-14
  Rule: A scope beyond the consent object fails

    Scenario: A request with a scope too many is refused
      When the client asks a user for authorization with a consent object and a scope too many
      Then the authorization server refuses the authorization request

  @FDX-CONSENT-01
  Rule: A consent that is withdrawn ends its refresh token

    @requires:consent-withdrawal
    Scenario: A refresh token is refused once its consent is withdrawn
      Given the client holds a refresh token of a consent
      When the user withdraws the consent and the client refreshes its tokens
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @FDX-CONSENT-02
  Rule: A consent that is withdrawn ends its access token

    @requires:consent-withdrawal @requires:introspection
    Scenario: An access token is of no use once its consent is withdrawn
      Given the client holds a refresh token of a consent
      When the user withdraws the consent and the client refreshes its tokens
      Then the access token of the withdrawn consent is of no use any more
