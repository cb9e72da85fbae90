Feature: What an access token entitles to
  A token stands for one user and for so much as that user has granted. See FAPI 1.0 Baseline, 6.2.1, items 5 to 7, RFC 6750, 3.1,
  and FDX, resource server, item 3.

  Background:
    Given a user has granted the client access to the resource

  @FAPI1-BASE-6.2.1-05 @FDX-RS-03
  Rule: A token opens what its scope covers

    Scenario: A token whose scope covers a payment makes one
      When the client makes a payment
      Then the resource server serves the request

    Scenario: A token whose scope does not cover the resource does not open it
      When the client reads the resource with a token whose scope does not cover it
      Then the resource server refuses the request

    Scenario: A token whose scope does not cover payments makes none
      When the client makes a payment with a token whose scope does not cover it
      Then the resource server refuses the request
      And no payment is made

  @RFC6750-3.1-2-RS
  Rule: A token whose scope falls short is refused for that

    Scenario: A token whose scope does not cover the resource is told apart from an invalid one
      When the client reads the resource with a token whose scope does not cover it
      Then the resource server refuses the access token for its scope

  @FAPI1-BASE-6.2.1-05 @FDX-RS-03 @requires:authorization-server-faults
  Rule: A consent does not make up for a scope

    Scenario: A token whose scope falls short of its consent does not open the resource
      When the client reads the resource with a token whose scope falls short of the consent
      Then the resource server refuses the request

    Scenario: A token whose scope falls short of its consent makes no payment
      When the client makes a payment with a token whose scope falls short of the consent
      Then the resource server refuses the request
      And no payment is made

  @FAPI1-BASE-6.2.1-06
  Rule: Whose data are meant is taken from the token alone

    Scenario: Naming another user does not open that user's data
      When the client reads the resource, naming another user in the query
      Then nothing of another user is in the answer

  @FAPI1-BASE-6.2.1-07
  Rule: A token opens what belongs to its user

    Scenario: A reader is shown nothing of other users
      When the client reads the resource
      Then the resource server serves the request
      And nothing of another user is in the answer

    Scenario: What belongs to another user is refused
      When the client reads what belongs to another user
      Then the resource server refuses the request

    Scenario: No payment is made from the account of another user
      When the client makes a payment from the account of another user
      Then the resource server refuses the request
      And no payment is made

    Scenario: A refusal for an invalid token names its error
      When the client reads the resource, showing an access token that is no JWT
      Then the resource server refuses the request
      And the refusal of the resource server names an error
