Feature: Clients of the back channel
  What a client registers decides what may be asked in its name and where results go. See CIBA, 4.

  @CIBA-4-09 @requires:client-registration
  Rule: A client states how results reach it

    Scenario: A client that polls is registered
      When a client registers for the back channel to poll
      Then the client is registered

    Scenario: A client without a delivery mode is not registered
      When a client registers for the back channel without a delivery mode
      Then the client is not registered

  @CIBA-4-13 @requires:client-registration
  Rule: Results reach a client in exactly one known way

    Scenario: A client of two delivery modes is not registered
      When a client registers for the back channel for two delivery modes
      Then the client is not registered

    Scenario: A client of an unknown delivery mode is not registered
      When a client registers for the back channel for a delivery mode that nobody knows
      Then the client is not registered

  @CIBA-4-10 @requires:client-registration
  Rule: A client that asks for tokens lists the grant for that

    Scenario: A client that polls without the grant is not registered
      When a client registers for the back channel to poll without the grant for it
      Then the client is not registered

    Scenario: A client that is pinged without the grant is not registered
      When a client registers for the back channel to be pinged without the grant for it
      Then the client is not registered

  @CIBA-4-11 @requires:client-registration
  Rule: A client that is notified says where

    Scenario: A client that is pinged at an endpoint is registered
      When a client registers for the back channel to be pinged
      Then the client is registered

    Scenario: A client that is pinged nowhere is not registered
      When a client registers for the back channel to be pinged nowhere
      Then the client is not registered

    Scenario: A client that is pushed to nowhere is not registered
      When a client registers for the back channel to be pushed to nowhere
      Then the client is not registered

  @CIBA-4-15 @requires:client-registration
  Rule: A client is notified over TLS

    Scenario: A client that is pinged without TLS is not registered
      When a client registers for the back channel to be pinged over plain HTTP
      Then the client is not registered

    Scenario: A client that is pushed to without TLS is not registered
      When a client registers for the back channel to be pushed to over plain HTTP
      Then the client is not registered

  @CIBA-4-21 @CIBA-4-22 @requires:client-registration
  Rule: Names of its own need an address of the client

    Scenario: A client with names of its own and without an address is not registered
      When a client registers for the back channel to poll with names of its own and keys of no address
      Then the client is not registered

  @CIBA-4-23 @requires:client-registration
  Rule: The document of a sector lists the keys of its clients

    Scenario: A client whose sector does not list its keys is not registered
      When a client registers with a sector that does not list its keys
      Then the client is not registered

  @CIBA-4-26 @requires:client-registration
  Rule: The document of a sector lists where its clients are pushed to

    Scenario: A client whose sector does not list its endpoint is not registered
      When a client registers with a sector that does not list where it is pushed to
      Then the client is not registered

  @CIBA-4-20 @requires:client-registration
  Rule: The host of its keys is the sector of a client that polls

    Scenario: Clients with keys at different hosts know the user by different names
      When the user is authenticated for clients with keys at one host and at another
      Then clients of one host know the user by one name, and the others by another

  @CIBA-4-25 @requires:client-registration
  Rule: The host of its endpoint is the sector of a client that is pushed to

    Scenario: Clients that are pushed to at different hosts know the user by different names
      When the user is authenticated for clients that are pushed to at one host and at another
      Then clients of one host know the user by one name, and the others by another

  @CIBA-4-24 @requires:client-registration
  Rule: Names of its own are told to a client that has proved its keys

    Scenario: A client that uses no key of its address learns no names
      Given a client of the back channel with names of its own for users that proves itself by an authority's certificate
      When that client asks without signing, between two requests that it signs
      Then the authentication request is refused

  @FAPI-CIBA-5.2.2-03 @requires:client-registration
  Rule: Clients that are pushed to are not registered

    Scenario: A client to be pushed to is not registered where pushes are barred
      When a client registers for the back channel to be pushed to
      Then the client is not registered
