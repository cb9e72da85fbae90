Feature: Registering recipients
  A partner of the authorization server registers those for whom it fetches data. See FDX, part 2 B, and RFC 7591.

  @FDX-DCR-01
  Rule: The registration endpoint can be found

    @requires:dynamic-registration
    Scenario: The metadata name the registration endpoint
      When a partner looks for the registration endpoint
      Then the metadata name a registration endpoint

  @RFC7591-3.2.1-1
  Rule: A registration is answered with 201 and a client id

    @requires:dynamic-registration
    Scenario: A recipient is registered and told its client id
      When the partner registers a recipient
      Then the authorization server registers the recipient
      And the response tells the client id

  @RFC7591-3.2.1-2
  Rule: The response tells what was registered

    @requires:dynamic-registration
    Scenario: A recipient is told what it was registered with
      When the partner registers a recipient
      Then the authorization server registers the recipient
      And the response tells what was registered

  @RFC7592-3-1
  Rule: The response tells how the registration is managed

    @requires:dynamic-registration
    Scenario: A partner is told where it manages its recipient
      When the partner registers a recipient
      Then the response tells where and how the registration is managed

  @RFC7591-2-1
  Rule: What the server does not understand is ignored

    @requires:dynamic-registration
    Scenario: A recipient with members that nobody knows is registered
      When the partner registers a recipient with members that nobody knows
      Then the authorization server registers the recipient

  @RFC7591-2-2
  Rule: Keys are registered by value or by address

    @requires:dynamic-registration
    Scenario: Keys by value are registered
      When the partner registers a recipient
      Then the authorization server registers the recipient

    @requires:dynamic-registration
    Scenario: Keys by value and by address are not registered together
      When the partner registers a recipient with keys and their address together
      Then the authorization server does not register that

  @RFC7591-2-3
  Rule: Whoever is answered by redirect registers its redirect URIs

    @requires:dynamic-registration
    Scenario: A recipient without a redirect URI is not registered
      When the partner registers a recipient without a redirect URI
      Then the authorization server does not register that

  @RFC7591-2.1-1
  Rule: Grants and responses fit together

    @requires:dynamic-registration
    Scenario: A response that the grant does not lead to is not registered
      When the partner registers a recipient with a response that its grant does not lead to
      Then the authorization server does not register that

  @RFC7591-3.2.2-1
  Rule: A refusal names its error

    @requires:dynamic-registration
    Scenario Outline: The refusal of a recipient <flaw> names its error
      When the partner registers a recipient <flaw>
      Then the refusal names its error

      Examples: what cannot be registered
        | flaw                                 |
        | with a redirect URI that is no address |
        | with keys and their address together   |

  @RFC7591-3.2.2-2
  Rule: A redirect URI that cannot be registered has an error of its own

    @requires:dynamic-registration
    Scenario: A redirect URI that is no address is called invalid
      When the partner registers a recipient with a redirect URI that is no address
      Then the refusal is called "invalid_redirect_uri"

  @RFC7591-3.2.2-3
  Rule: Metadata that cannot be registered have an error of their own

    @requires:dynamic-registration
    Scenario: Keys by value and by address together are called invalid metadata
      When the partner registers a recipient with keys and their address together
      Then the refusal is called "invalid_client_metadata"

  @FDX-DCR-24
  Rule: A name may be registered more than once

    @requires:dynamic-registration
    Scenario: Another recipient under the same name is registered
      Given the partner has registered a recipient
      When the partner registers another recipient under the same name
      Then the authorization server registers the recipient

  @FDX-DCR-25
  Rule: Each registration has a client id of its own

    @requires:dynamic-registration
    Scenario: Two recipients under one name have two client ids
      Given the partner has registered a recipient
      When the partner registers another recipient under the same name
      Then the registrations have client ids of their own
