Feature: Pushed authorization requests
  What a client has pushed cannot be read or changed in the browser. See RFC 9126 and FAPI 1.0 Advanced, 5.2.2, items 11 and 18.

  Background:
    Given a client that pushes its requests

  @RFC9126-2.2-1
  Rule: A pushed request is answered with a reference and its lifetime

    @requires:pushed-requests
    Scenario: A pushed request is taken
      When the client pushes a request
      Then the authorization server takes the pushed request

  @RFC9126-2.2-2
  Rule: The reference cannot be guessed

    @requires:pushed-requests
    Scenario: The reference is long
      When the client pushes a request
      Then the request URI cannot be guessed

  @RFC9126-2.3-1
  Rule: Requests are pushed by POST

    @requires:pushed-requests
    Scenario: A request pushed by GET is not taken
      When the client sends its request by GET instead
      Then the pushed request is not taken

  @RFC9101-5-1
  Rule: Client id and reference alone are enough in the browser

    @requires:pushed-requests
    Scenario: A pushed request is granted with nothing else beside its reference
      When the client asks a user for authorization
      Then the authorization server issues a code

  @RFC9126-2-1
  Rule: An assertion for the issuer, the token endpoint or the endpoint itself is accepted

    @requires:pushed-requests
    Scenario Outline: A request pushed with an assertion for <audience> is taken
      When the client makes a request pushed with an assertion for <audience>
      Then the authorization server takes the pushed request

      Examples: audiences
        | audience                                   |
        | the issuer                                 |
        | the token endpoint                         |
        | the pushed authorization request endpoint  |
        | the issuer and another server              |

  @RFC9126-2-2 @FDX-AS-05
  Rule: Only a client that proves who it is pushes requests

    @requires:pushed-requests
    Scenario Outline: A request pushed with an assertion <flaw> is refused
      When the client asks a user for authorization pushed with an assertion <flaw>
      Then the authorization server refuses the authorization request

      Examples: flaws
        | flaw                                  |
        | for another server                    |
        | of another issuer                     |
        | about another client                  |
        | that expired five minutes ago         |
        | without exp                           |

    @requires:pushed-requests @requires:another-client
    Scenario: A request pushed with another client's credentials is refused
      When the client asks a user for authorization pushed with another client's credentials
      Then the authorization server refuses the authorization request

    @requires:pushed-requests
    Scenario: A request pushed by the client id alone is refused
      When the client asks a user for authorization pushed by the client id alone
      Then the authorization server refuses the authorization request

  @FDX-AS-05
  Rule: A reference lives for less than ten minutes

    @requires:pushed-requests
    Scenario: The reference ends soon
      When the client pushes a request
      Then the reference lives for less than ten minutes

  @RFC9126-2.1-1
  Rule: A pushed request is not a reference itself

    @requires:pushed-requests
    Scenario: A pushed request with a request URI among its parameters is refused
      When the client asks a user for authorization with a request URI among its parameters
      Then the authorization server refuses the authorization request

  @RFC9126-2.1-3
  Rule: What would be refused in the browser is refused when it is pushed

    @requires:pushed-requests
    Scenario: A pushed request with a redirect URI that is not registered is refused
      When the client asks a user for authorization with a redirect URI that is not registered
      Then the authorization server refuses the authorization request
      And no user is sent to an address that is not registered

  @RFC9126-4-1
  Rule: A reference serves only the client that pushed the request

    @requires:pushed-requests @requires:another-client
    Scenario: A reference in the name of another client is refused
      When another client uses a pushed request of the client
      Then the authorization server refuses the authorization request

  @RFC9126-4-2
  Rule: A reference ends

    @requires:pushed-requests @requires:clock-control
    Scenario: A reference that has expired is refused
      When a pushed request is opened after its time
      Then the authorization server refuses the authorization request

  @RFC9126-4-3
  Rule: A page may be loaded again before the user has logged in

    @requires:pushed-requests
    Scenario: A page that was loaded twice can be used
      When the user opens one pushed request twice before logging in
      Then the authorization server issues a code

  @RFC9126-7.3-1
  Rule: A reference serves once

    @requires:pushed-requests
    Scenario: A reference that has led to a code is refused
      When a pushed request that a user has answered is opened again
      Then the authorization server refuses the authorization request
