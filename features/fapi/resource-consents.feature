Feature: Consents at the resource server
  Behind each token stands the consent of a customer, and nothing is given that it does not hold. See FDX, resource server, items 2
  and 3, and privacy considerations.

  Background:
    Given a user has granted the client access to the resource

  @FDX-RS-02
  Rule: Data are given for a token that a customer's consent has yielded

    Scenario: A token of a consent opens the data of its customer
      When the client reads the resource
      Then the resource server serves the request

    Scenario: A token for which no customer was asked opens nothing
      When the client reads the resource with a token of its own
      Then the resource server refuses the request

    @requires:introspection
    Scenario: A token of a grant without a consent object opens nothing
      When the client reads the resource with a token of a grant without a consent object
      Then the resource server refuses the request

  @FDX-RS-04
  Rule: A token opens what the consent behind it holds, in action and in resource

    Scenario: An account that the consent does not name is refused
      When the client reads an account that the consent does not name
      Then the resource server refuses the request

    Scenario: An account of which the consent holds other data is refused
      When the client reads an account of which the consent holds other data
      Then the resource server refuses the request

    Scenario: No payment is made from an account that the consent holds for reading only
      When the client makes a payment from an account that the consent holds for reading only
      Then the resource server refuses the request
      And no payment is made

    @requires:consent-withdrawal @requires:introspection
    Scenario: A token opens the resource until its consent is withdrawn
      When the client reads the resource with a token that stands for a consent that was withdrawn
      Then the resource server refuses the request

  @FDX-CRYPTO-12
  Rule: An answer holds what the consent names

    Scenario: A list holds the accounts of the consent and no others
      When the client lists accounts with the consent to one of them
      Then the answer holds what the consent names and nothing else
