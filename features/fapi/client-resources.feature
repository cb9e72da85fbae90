Feature: How web clients use access tokens
  A token in an address ends up in logs, and header fields that nobody can read help nobody. See FAPI 1.0 Baseline, 6.2.2.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-6.2.2-01
  Rule: The client sends access tokens in the Authorization header

    Scenario: An access token is in the header and nowhere else
      When a user signs in through the client
      Then the access token travels in the Authorization header alone

  @FAPI1-BASE-6.2.2-03
  Rule: x-fapi-auth-date, where it is sent, is an HTTP-date

    Scenario: The date of the login is readable
      When a user signs in through the client
      Then x-fapi-auth-date is an HTTP-date

  @FAPI1-BASE-6.2.2-04
  Rule: x-fapi-customer-ip-address, where it is sent, is an IP address

    Scenario: The address of the customer is readable
      When a user signs in through the client
      Then x-fapi-customer-ip-address is an IP address

  @FAPI1-BASE-6.2.2-05a
  Rule: An x-fapi-interaction-id that is sent is a UUID

    Scenario: The name of the interaction is a UUID
      When a user signs in through the client
      Then x-fapi-interaction-id is a UUID
