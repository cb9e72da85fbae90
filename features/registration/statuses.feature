Feature: Statuses of registrations
  A registration may be looked into for a while, and its status says how far it has come. See FDX, parts 2 A and 2 B.

  @FDX-INT-09
  Rule: A status is one of those that there are

    @requires:dynamic-registration
    Scenario: A registration has one of the statuses
      When the partner registers a recipient
      Then the authorization server registers the recipient
      And a status that the response tells is one of those that there are

  @FDX-DCR-03
  Rule: As long as nothing is decided the response says so

    @requires:dynamic-registration @requires:registration-decisions
    Scenario: A registration that is looked into has a status
      Given decisions on registrations take time
      When the partner registers a recipient
      Then the response tells its status

  @FDX-INT-14
  Rule: A client id does not wait for the decision

    @requires:dynamic-registration @requires:registration-decisions
    Scenario: A registration that is looked into has a client id
      Given decisions on registrations take time
      When the partner registers a recipient
      Then the recipient has a client id before anything is decided

  @FDX-DCR-31
  Rule: An inactive client starts no authorization

    @requires:dynamic-registration @requires:registration-decisions
    Scenario: A recipient that has become inactive is not served any more
      Given a recipient that was served and has become inactive
      When the client asks a user for authorization
      Then the authorization server refuses the authorization request
