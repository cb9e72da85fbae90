Feature: Managing registrations
  A registration is read, updated and deleted where it was made. See FDX, part 2 B, and RFC 7592.

  @FDX-DCR-04 @RFC7592-2.1-1
  Rule: A registration can be read

    @requires:dynamic-registration
    Scenario: A partner reads the registration of its recipient
      Given the partner has registered a recipient
      When the partner reads the registration
      Then the registration is told as it is

  @RFC7592-1.2-1
  Rule: Each registration has its own token

    @requires:dynamic-registration
    Scenario: The token of another registration reads nothing
      Given the partner has registered a recipient
      When the partner reads the registration with the token of another one
      Then the authorization server refuses access to the registration

  @FDX-DCR-36-MANAGEMENT
  Rule: A registration is managed over connections of its partner

    @requires:dynamic-registration @requires:another-client
    Scenario: A registration is not read over a connection of another client
      Given the partner has registered a recipient
      When the partner reads the registration over a connection of another client
      Then the authorization server refuses access to the registration

  @FDX-DCR-05 @RFC7592-2.2-1
  Rule: A registration can be updated

    @requires:dynamic-registration
    Scenario: A recipient is given another logo
      Given the partner has registered a recipient
      When the partner gives the recipient another logo
      Then the registration has the other logo

  @FDX-DCR-06
  Rule: A simple change needs no approval

    @requires:dynamic-registration
    Scenario: A recipient with another logo keeps its status
      Given the partner has registered a recipient
      When the partner gives the recipient another logo
      Then the status of the recipient is what it was

  @RFC7592-2.2-2
  Rule: An update is about one client

    @requires:dynamic-registration
    Scenario: An update that names another client is refused
      Given the partner has registered a recipient
      When the partner names another client in an update
      Then the authorization server refuses access to the registration

  @RFC7592-2.2-3
  Rule: An update brings in nothing that could not be registered

    @requires:dynamic-registration
    Scenario: A duration that there is not does not come in by an update
      Given the partner has registered a recipient
      When the partner updates the recipient for a duration that there is not
      Then the authorization server does not register that

  @FDX-DCR-07 @RFC7592-2.3-1
  Rule: A registration can be deleted

    @requires:dynamic-registration
    Scenario: A recipient that was deleted is not served any more
      Given the partner has registered a recipient that a user has granted access
      When the partner deletes the registration
      Then the deletion is confirmed
      And the recipient is not served any more

  @FDX-DCR-08 @RFC7592-2.3-2
  Rule: With a client end its tokens

    @requires:dynamic-registration @requires:introspection
    Scenario: The access token of a recipient ends with its registration
      Given the partner has registered a recipient that a user has granted access
      And the access token of the recipient is active
      When the partner deletes the registration
      Then the access token of the recipient is of no use any more

  @RFC7592-2.3-3
  Rule: With a client ends its registration access token

    @requires:dynamic-registration
    Scenario: A registration that was deleted cannot be read
      Given the partner has registered a recipient
      And the registration can be read
      When the partner deletes the registration
      Then the registration access token is of no use any more
