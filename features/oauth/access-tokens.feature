@requires:client-credentials
Feature: Access tokens
  A client that checks the token it received notices at once when somebody else's, or nobody's, was put into its hands.
  See the checks by the client in the WIPO DAS specification, and RFC 7517, 4.5.

  Background:
    Given a client registered with the authorization server

  @RFC7517-5-2 @DAS-AUTH-31
  Rule: An access token is signed with a key of the published key set

    Scenario: The access token verifies with a published key
      When the client obtains an access token
      Then the access token is signed with a key of the published key set

  @DAS-AUTH-31
  Rule: An access token lets the client check its validity, audience and scope

    Scenario: The access token states an expiry that is still to come
      When the client obtains an access token
      Then the access token states an expiry that is still to come

    Scenario: The access token is for the client that asked for it
      When the client obtains an access token
      Then the access token names the client as its subject
      And the access token names the audience that the profile foresees

    Scenario: The access token names its issuer
      When the client obtains an access token
      Then the access token names its issuer

    Scenario: The access token carries the scope that was asked for
      When the client obtains an access token
      Then the access token carries the scope that was asked for
