Feature: Clients that authenticate with certificates
  See RFC 8705, 2, and FAPI 1.0 Advanced, 5.2.2, item 14.

  @RFC8705-2-1 @FAPI1-BASE-5.2.2-04.1 @FAPI1-ADV-5.2.2-14.1
  Rule: A certificate proves who a client is

    @requires:client-registration
    Scenario: A client with a certificate that an authority vouches for is accepted
      Given a client that authenticates with a certificate that an authority vouches for
      And the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

    @requires:client-registration
    Scenario: A client with a certificate that it signed itself is accepted
      Given a client that authenticates with a certificate that it signed itself
      And the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

    @requires:client-registration @requires:another-client
    Scenario: A client that shows the certificate of another client is not taken by its name
      Given a client that authenticates with a certificate that it signed itself
      When a code is redeemed over a connection with another client's certificate
      Then no access token is issued

    @requires:client-registration
    Scenario: A client that should show a certificate and shows none is refused
      Given a client that authenticates with a certificate that an authority vouches for
      When a code is redeemed over a connection without a certificate
      Then no access token is issued

  @RFC8705-2.1.2-1 @FAPI1-BASE-5.2.2-04.1 @FAPI1-ADV-5.2.2-14.1
  Rule: The certificate is about the client

    @requires:client-registration @requires:another-client
    Scenario: A certificate that the authority has made for another client is refused
      Given a client that authenticates with a certificate that an authority vouches for
      When a code is redeemed over a connection with another client's certificate
      Then no access token is issued

  @RFC8705-2.1-1 @FAPI1-BASE-5.2.2-04.1 @FAPI1-ADV-5.2.2-14.1
  Rule: An authority vouches for the certificate

    @requires:client-registration
    Scenario: A certificate of the client's own making in the place of one that an authority vouches for is refused
      Given a client that authenticates with a certificate that an authority vouches for
      When a code is redeemed over a connection with a certificate of its own making
      Then no access token is issued

  @RFC8705-2.2-1 @FAPI1-BASE-5.2.2-04.1 @FAPI1-ADV-5.2.2-14.1
  Rule: The certificate is the registered one

    @requires:client-registration
    Scenario: Another certificate of the same name is refused
      Given a client that authenticates with a certificate that it signed itself
      When a code is redeemed over a connection with a certificate of its own making
      Then no access token is issued
