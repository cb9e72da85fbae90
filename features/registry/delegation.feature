Feature: Recipients for whom a registry vouches
  A provider looks a recipient up at the registry that the request names, and hears from the platform who else receives the data. See
  FDX, part 2 C, new fields.

  @FDX-REG-23
  Rule: Registry and intermediaries are understood

    @requires:recipient-registry
    Scenario: A recipient of a platform is granted what it asks for
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user naming the registry
      Then the authorization server issues a code

    @requires:recipient-registry
    Scenario: A direct recipient is granted what it asks for
      Given a direct recipient, for whom a registry vouches
      When the recipient asks a user naming the registry
      Then the authorization server issues a code

  @FDX-REG-15
  Rule: The registry knows the recipient by its client id

    @requires:recipient-registry
    Scenario: A recipient that the registry does not know is refused
      Given a recipient of a platform, for whom a registry vouches
      When another recipient asks a user, whom the registry does not know
      Then the authorization server refuses the authorization request

  @FDX-REG-28
  Rule: A recipient is looked up at the registry that is named

    @requires:recipient-registry
    Scenario: A registry that does not know the recipient does not vouch for it
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user naming a registry that does not know the recipient
      Then the authorization server refuses the authorization request

  @FDX-REG-31
  Rule: What the registry tells now counts

    @requires:recipient-registry
    Scenario: A recipient with a new name at the registry is shown under it
      Given a recipient of a platform, for whom a registry vouches
      When the registry changes the name of the recipient, which asks a user again
      Then the page names the recipient as the registry does by now

  @FDX-REG-24-SERVER
  Rule: A platform names the registry of its recipient

    @requires:recipient-registry
    Scenario: A recipient of a platform without registry is refused
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user without naming the registry
      Then the authorization server refuses the authorization request

  @FDX-REG-26-SERVER
  Rule: A direct recipient names its registry

    @requires:recipient-registry
    Scenario: A direct recipient without registry is refused
      Given a direct recipient, for whom a registry vouches
      When the recipient asks a user without naming the registry
      Then the authorization server refuses the authorization request

  @FDX-REG-27-SERVER
  Rule: A direct recipient has no intermediaries

    @requires:recipient-registry
    Scenario: A direct recipient with intermediaries is refused
      Given a direct recipient, for whom a registry vouches
      When the recipient asks a user with intermediaries
      Then the authorization server refuses the authorization request

  @FDX-REG-29-SERVER
  Rule: Intermediaries are a list in base64

    @requires:recipient-registry
    Scenario Outline: A request <flaw> is refused for them
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user <flaw>
      Then the authorization server refuses the authorization request

      Examples: what is no list in base64
        | flaw                                    |
        | with intermediaries in the clear        |
        | with an intermediary that is in no list |

  @FDX-REG-22
  Rule: References of intermediaries to registries are whole

    @requires:recipient-registry
    Scenario: An intermediary with a part of a reference is refused
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user with an intermediary whose reference to a registry is not whole
      Then the authorization server refuses the authorization request

  @FDX-REG-30
  Rule: Such requests are pushed

    @requires:recipient-registry
    Scenario: A request with a registry that was not pushed is refused
      Given a recipient of a platform, for whom a registry vouches
      When the recipient asks a user past the pushed requests
      Then the authorization server refuses the authorization request
