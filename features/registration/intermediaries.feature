Feature: Chains of intermediaries
  Users consent to all who receive their data, so a chain is registered as a whole, and another chain is another client. See FDX,
  part 2 A.

  @FDX-INT-01
  Rule: A client is registered with its whole chain

    @requires:dynamic-registration
    Scenario: A recipient is registered with its two intermediaries
      When the partner registers a recipient with two intermediaries
      Then the authorization server registers the recipient
      And the whole chain of intermediaries is registered

  @FDX-INT-15-SERVER
  Rule: Intermediaries of intermediaries stay where they stand

    @requires:dynamic-registration
    Scenario: An intermediary below another is registered below it
      When the partner registers a recipient with an intermediary below another
      Then the authorization server registers the recipient
      And the intermediary below stands below

  @FDX-INT-02
  Rule: Whoever is asked for consent learns of the intermediaries

    @requires:dynamic-registration
    Scenario: The page that asks for consent names the intermediary
      Given the partner has registered a recipient with an intermediary
      When a user is asked for consent by the recipient
      Then the page names the intermediary

  @FDX-INT-05-SERVER
  Rule: Another chain is no update

    @requires:dynamic-registration
    Scenario: An intermediary is not added under the same client id
      Given the partner has registered a recipient with an intermediary
      When the partner adds an intermediary to the registration
      Then the intermediaries are not changed under the same client id

  @FDX-INT-06
  Rule: Another chain has a client id of its own

    @requires:dynamic-registration
    Scenario: A recipient that is registered with another chain has another client id
      Given the partner has registered a recipient with an intermediary
      When the partner registers the recipient with another chain of intermediaries
      Then the registrations have client ids of their own
