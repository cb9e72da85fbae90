Feature: Token responses at web clients
  What is not stated need not be, what was not asked for must not be taken, and what is inside of an access token is no business of the
  client. See RFC 6749, 5.1 and 6, and FAPI 1.0 Baseline, 5.2.3.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-5.2.3-10
  Rule: A token response with more scope than was asked for is not accepted

    Scenario: A token response with the scope that was asked for is accepted
      When a user signs in through the client
      Then the user is signed in

    Scenario: A token response with more scope signs nobody in
      When a user signs in while the token response states more scope
      Then the user is not signed in

  @RFC6749-5.1-2-CLIENT
  Rule: A client makes do with a token response that states neither scope nor lifetime

    Scenario: A token response without scope and lifetime signs the user in
      When a user signs in while the token response states neither scope nor lifetime
      Then the user is signed in

  @RFC6749-5.1-6
  Rule: A client ignores members of a token response that it does not know

    Scenario: A token response with a member that nobody knows signs the user in
      When a user signs in while the token response has a member that nobody knows
      Then the user is signed in

  @FAPI1-BASE-5.2.2-N3
  Rule: A client takes access tokens as they are, whatever is in them

    Scenario: Access tokens that are no JWTs sign the user in
      When a user signs in while access tokens are no JWTs
      Then the user is signed in

  @RFC6749-6-3
  Rule: A client that has been given a new refresh token uses the old one no more

    @requires:clock-control
    Scenario: A new refresh token takes the place of the old one
      When the client reads the accounts again after each of two expiries
      Then the client uses each new refresh token in the place of the one before
