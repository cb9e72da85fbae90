Feature: Partners that register recipients
  Whoever can register clients can ask users for their data. So partners are known, and their access tokens are bound to their
  certificates. See FDX, part 2 B, security, and RFC 8705, 3.

  @FDX-DCR-32
  Rule: Partners are known as such

    @requires:dynamic-registration
    Scenario: A stranger registers nobody
      When somebody registers a recipient whom the authorization server does not know
      Then the authorization server refuses to register the recipient

  @FDX-DCR-32-SCOPE
  Rule: An access token is for registering, or it registers nobody

    @requires:dynamic-registration @requires:client-credentials
    Scenario: An access token for something else registers nobody
      When a client registers a recipient with an access token for something else
      Then the authorization server refuses to register the recipient

  @FDX-DCR-33
  Rule: A registration takes an access token

    @requires:dynamic-registration
    Scenario: Nobody is registered without an access token
      When somebody registers a recipient without an access token
      Then the authorization server refuses to register the recipient

    @requires:dynamic-registration
    Scenario: Nobody is registered with an access token that was made up
      When somebody registers a recipient with an access token that was made up
      Then the authorization server refuses to register the recipient

  @FDX-DCR-34
  Rule: Clients have no secrets that travel

    @requires:dynamic-registration
    Scenario: A recipient that signs is registered
      When the partner registers a recipient
      Then the authorization server registers the recipient

    @requires:dynamic-registration
    Scenario: A secret that is shown as it is is not registered
      When the partner registers a recipient with a secret that is shown as it is
      Then the authorization server does not register that

  @FDX-DCR-36
  Rule: The access token of a partner counts over its own connections only

    @requires:dynamic-registration @requires:another-client
    Scenario: The access token of a partner is refused over a connection of another client
      When the access token of the partner is shown over a connection of another client
      Then the authorization server refuses to register the recipient

    @requires:dynamic-registration
    Scenario: The access token of a partner is refused over a connection without certificate
      When the access token of the partner is shown over a connection without certificate
      Then the authorization server refuses to register the recipient
